package com.crmfactory.migration.simulator.org;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One line of an object specification, made into the 57 keys of a field describe. The flags that follow from a type
 * (filterable, groupable …) are those of the recorded describes.
 */
record FieldSpec(String name, String type, int length, int precision, int scale, List<String> targets,
        String relationship, Set<String> flags, List<String> picklist, String label) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern LINE = Pattern.compile("(\\w+) (\\w+)(?:\\((\\d+)(?:,(\\d+))?\\))?"
            + "(?: -> ([\\w/]+)(?: \\[(\\w+)\\])?)?((?: [\\w:]+)*)(?: \\{(.*)\\})?(?: \"(.*)\")?");
    private static final Set<String> TEXT = Set.of("string", "picklist", "multipicklist", "combobox", "textarea",
            "phone",
            "url", "email", "encryptedstring");
    private static final int LONG_TEXT = 255;

    static FieldSpec parse(String line) {
        Matcher match = LINE.matcher(line.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("not a field specification: " + line);
        }
        int size = match.group(3) == null ? 0 : Integer.parseInt(match.group(3));
        boolean reference = match.group(2).equals("reference") || match.group(2).equals("id");
        boolean number = match.group(4) != null;
        return new FieldSpec(match.group(1), match.group(2), reference ? 18 : number ? 0 : size, number ? size : 0,
                number ? Integer.parseInt(match.group(4)) : 0,
                match.group(5) == null ? List.of() : List.of(match.group(5).split("/")), match.group(6),
                Set.of(match.group(7).strip().split(" ")),
                match.group(8) == null ? List.of() : List.of(match.group(8).split("\\|")),
                match.group(9) == null ? spaced(match.group(1)) : match.group(9));
    }

    private static String spaced(String name) {
        String bare = name.replaceFirst("__\\w$", "").replace('_', ' ');
        return bare.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replaceFirst(" Id$", " ID");
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /** True if one of the letters N (nillable), C (createable), U (updateable) is in the upper-case flag. */
    private boolean letter(char letter) {
        return flags.stream().anyMatch(flag -> flag.matches("[NCU]+") && flag.indexOf(letter) >= 0);
    }

    private boolean custom() {
        return name.endsWith("__c") || name.endsWith("__s");
    }

    private boolean text() {
        return TEXT.contains(type);
    }

    private boolean longText() {
        return length > LONG_TEXT;
    }

    ObjectNode json() {
        ObjectNode json = JSON.objectNode();
        boolean compound = type.equals("address") || type.equals("location");
        boolean opaque = type.equals("base64") || type.equals("encryptedstring") || type.equals("complexvalue")
                || type.equals("textarea") && longText() || has("nofilter");
        boolean multi = type.equals("multipicklist");
        boolean bool = type.equals("boolean");
        boolean ungroupable = opaque || compound || multi || longText()
                || type.matches("double|currency|percent|datetime|time|combobox");
        json.put("aggregatable", !opaque && !compound && !multi && !bool).put("aiPredictionField", false);
        json.put("autoNumber", has("auto")).put("byteLength", byteLength()).put("calculated", has("calc"));
        json.put("calculatedFormula", has("calc") ? "\"" + label + "\"" : null).put("cascadeDelete", has("md"));
        json.put("caseSensitive", false).put("compoundFieldName", flag("of:")).put("controllerName", flag("by:"));
        json.put("createable", letter('C')).put("custom", custom());
        json.set("defaultValue", bool ? JSON.booleanNode(false) : JSON.nullNode());
        json.putNull("defaultValueFormula");
        json.put("defaultedOnCreate", bool || has("defaulted")).put("dependentPicklist", flag("by:") != null);
        json.put("deprecatedAndHidden", false).put("digits", type.equals("int") ? Math.max(length, 8) : 0);
        json.put("displayLocationInDecimal", type.equals("location")).put("encrypted", type.equals("encryptedstring"));
        json.put("externalId", has("external")).put("extraTypeInfo", extraTypeInfo());
        json.put("filterable", !opaque).putNull("filteredLookupInfo");
        json.put("formulaTreatNullNumberAsZero", false).put("groupable", !ungroupable).put("highScaleNumber", false);
        json.put("htmlFormatted", has("html")).put("idLookup", type.equals("id") || has("external"))
                .putNull("inlineHelpText");
        json.put("label", label).put("length", type.equals("int") ? 0 : length);
        json.put("mask", type.equals("encryptedstring") ? "*" : null);
        json.put("maskType", type.equals("encryptedstring") ? "all" : null);
        json.put("name", name).put("nameField", has("name")).put("namePointing", has("pointing"));
        json.put("nillable", letter('N')).put("permissionable", letter('N') && custom() || letter('N') && letter('U'));
        json.set("picklistValues", picklistValues());
        json.put("polymorphicForeignKey", targets.size() > 1).put("precision", precision);
        json.put("queryByDistance", compound).putNull("referenceTargetField");
        json.set("referenceTo", strings(targets));
        json.put("relationshipName", relationship).put("relationshipOrder", has("md") ? Integer.valueOf(0) : null);
        json.put("restrictedDelete", false).put("restrictedPicklist", has("restricted")).put("scale", scale);
        json.put("searchPrefilterable", targets.size() > 0).put("soapType", soapType());
        json.put("sortable", !opaque && !compound && !multi).put("type", type).put("unique", has("unique"));
        return json.put("updateable", letter('U')).put("writeRequiresMasterRead", false);
    }

    private int byteLength() {
        return targets.isEmpty() && !type.equals("id")
                ? type.equals("multipicklist") ? length : text() ? length * 3 : 0
                : 18;
    }

    private String extraTypeInfo() {
        if (has("html")) {
            return "richtextarea";
        }
        return type.equals("textarea") ? "plaintextarea" : null;
    }

    private String flag(String prefix) {
        return flags.stream().filter(flag -> flag.startsWith(prefix)).map(flag -> flag.substring(prefix.length()))
                .findFirst().orElse(null);
    }

    /** A leading {@code -} marks an inactive value: describes show those too, and records still hold them. */
    private ArrayNode picklistValues() {
        ArrayNode values = JSON.arrayNode();
        for (String entry : picklist) {
            boolean inactive = entry.startsWith("-");
            String value = inactive ? entry.substring(1) : entry;
            values.addObject().put("active", !inactive).put("defaultValue", false).put("label", value)
                    .putNull("validFor").put("value", value);
        }
        return values;
    }

    private static ArrayNode strings(List<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private String soapType() {
        return switch (type) {
            case "id", "reference" -> "tns:ID";
            case "boolean" -> "xsd:boolean";
            case "int", "long" -> "xsd:int";
            case "double", "currency", "percent" -> "xsd:double";
            case "date" -> "xsd:date";
            case "datetime" -> "xsd:dateTime";
            case "time" -> "xsd:time";
            case "base64" -> "xsd:base64Binary";
            case "address" -> "urn:address";
            case "location" -> "urn:location";
            default -> "xsd:string";
        };
    }
}
