package com.crmfactory.migration.simulator.org;

import java.util.List;
import java.util.Map;
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
    private static final Set<String> OPAQUE = Set.of("base64", "encryptedstring", "complexvalue");
    private static final Set<String> UNGROUPABLE = Set.of("double", "currency", "percent", "datetime", "time",
            "combobox");
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
        capabilities(json);
        form(json);
        relationship(json);
        constants(json);
        return sorted(json);
    }

    /** Describes list their keys by name. */
    static ObjectNode sorted(ObjectNode json) {
        ObjectNode sorted = JSON.objectNode();
        json.properties().stream().sorted(Map.Entry.comparingByKey())
                .forEach(member -> sorted.set(member.getKey(), member.getValue()));
        return sorted;
    }

    /** What SOQL and the API may do with the field. */
    private void capabilities(ObjectNode json) {
        boolean compound = type.equals("address") || type.equals("location");
        boolean opaque = OPAQUE.contains(type) || type.equals("textarea") && longText() || has("nofilter");
        boolean multi = type.equals("multipicklist");
        boolean bool = type.equals("boolean");
        json.put("aggregatable", !opaque && !compound && !multi && !bool).put("filterable", !opaque);
        json.put("groupable", !opaque && !compound && !multi && !longText() && !UNGROUPABLE.contains(type));
        json.put("sortable", !opaque && !compound && !multi).put("queryByDistance", compound);
        json.put("createable", letter('C')).put("updateable", letter('U')).put("nillable", letter('N'));
        json.put("permissionable", letter('N') && (custom() || letter('U')));
        json.put("defaultedOnCreate", bool).set("defaultValue", bool ? JSON.booleanNode(false) : JSON.nullNode());
        json.put("displayLocationInDecimal", type.equals("location"));
    }

    private void form(ObjectNode json) {
        boolean secret = type.equals("encryptedstring");
        json.put("name", name).put("label", label).put("type", type).put("soapType", soapType()).put("custom",
                custom());
        json.put("length", type.equals("int") ? 0 : length).put("byteLength", byteLength());
        json.put("precision", precision).put("scale", scale).put("digits",
                type.equals("int") ? Math.max(length, 8) : 0);
        json.put("autoNumber", has("auto")).put("calculated", has("calc")).put("htmlFormatted", has("html"));
        json.put("calculatedFormula", has("calc") ? "\"" + label + "\"" : null).put("extraTypeInfo", extraTypeInfo());
        json.put("encrypted", secret).put("mask", secret ? "*" : null).put("maskType", secret ? "all" : null);
        json.put("externalId", has("external")).put("unique", has("unique")).put("idLookup",
                type.equals("id") || has("external"));
        json.put("nameField", has("name")).put("compoundFieldName", flag("of:"));
        json.put("restrictedPicklist", has("restricted")).set("picklistValues", picklistValues());
    }

    private void relationship(ObjectNode json) {
        json.put("relationshipName", relationship).set("referenceTo", strings(targets));
        json.put("polymorphicForeignKey", targets.size() > 1).put("namePointing", has("pointing"));
        json.put("cascadeDelete", has("md")).put("relationshipOrder", has("md") ? Integer.valueOf(0) : null);
        json.put("searchPrefilterable", !targets.isEmpty());
    }

    /** Keys of a field describe that no object here makes use of. */
    private static void constants(ObjectNode json) {
        List.of("aiPredictionField", "caseSensitive", "dependentPicklist", "deprecatedAndHidden",
                "formulaTreatNullNumberAsZero",
                "highScaleNumber", "restrictedDelete", "writeRequiresMasterRead").forEach(key -> json.put(key, false));
        List.of("controllerName", "defaultValueFormula", "filteredLookupInfo", "inlineHelpText", "referenceTargetField")
                .forEach(json::putNull);
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
