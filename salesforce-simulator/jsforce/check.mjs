// Runs jsforce, unmodified, against a simulator: node check.mjs URL ACCESS_TOKEN
import jsforce from 'jsforce';

const [instanceUrl, accessToken] = process.argv.slice(2);
if (!accessToken) {
  console.error('usage: node check.mjs URL ACCESS_TOKEN');
  process.exit(2);
}
const org = new jsforce.Connection({ instanceUrl, accessToken, maxRequest: 4 });
org.bulk2.pollInterval = 500;

function check(what, actual, expected) {
  if (actual !== expected) {
    throw new Error(`${what}: ${actual} instead of ${expected}`);
  }
  console.log(`ok ${what}: ${actual}`);
}

const expected = (await (await fetch(`${instanceUrl}/__expected`)).json()).objects;
const global = await org.describeGlobal();
check('describeGlobal shows Contact', global.sobjects.some((object) => object.name === 'Contact'), true);
const describe = await org.describe('Contact');
const fields = describe.fields.filter((field) => !['address', 'location', 'base64'].includes(field.type)).map((field) => field.name);
check('COUNT()', (await org.query('SELECT COUNT() FROM Contact')).totalSize, expected.Contact.records);
const records = await org.query('SELECT Id, Name, Account.Name, Owner.Name FROM Contact').execute({ autoFetch: true, maxFetch: 1_000_000 });
check('query with every page', records.length ?? records.records?.length, expected.Contact.records);
const stream = await org.bulk2.query(`SELECT ${fields.join(', ')} FROM Contact`);
check('Bulk 2.0 query', (await stream.toArray()).length, expected.Contact.records);
const grouped = await org.query('SELECT IsClosed, COUNT(Id) n FROM Case GROUP BY IsClosed');
check('GROUP BY', grouped.records.reduce((sum, row) => sum + row.n, 0), expected.Case.records);
check('limits', (await org.limits()).DailyApiRequests.Max > 0, true);
check('identity', (await org.identity()).organization_id.slice(0, 3), '00D');
const refused = await org.query('SELECT Nothing FROM Contact').catch((error) => error.errorCode);
check('an error code', refused, 'INVALID_FIELD');
