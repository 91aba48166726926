-- How many records make a batch of the page; set when its first batch is made, since batches that are done are known by
-- their number.
ALTER TABLE import.page ADD COLUMN batch_rows integer CHECK (batch_rows > 0);

-- Until now there was one size.
UPDATE import.page SET batch_rows = 2000;
