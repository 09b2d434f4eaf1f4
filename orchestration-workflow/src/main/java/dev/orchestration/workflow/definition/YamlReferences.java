package dev.orchestration.workflow.definition;

import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Finds what makes one part of a YAML file stand for another, and tags. The parser tells anchors of lists and maps alone,
 * and of the first key of such a map too, so the text itself is asked: only an anchor begins with an ampersand, only a
 * tag with an exclamation mark, and a quoted {@code <<} is an ordinary key. Confined to one thread.
 */
final class YamlReferences {
    private final YAMLParser parser;
    private final String text;
    private final FaultList faults;
    private Place told = Place.NOWHERE;
    private long codePoints;
    private int chars;

    YamlReferences(YAMLParser parser, String text, FaultList faults) {
        this.parser = parser;
        this.text = text;
        this.faults = faults;
    }

    /** Tells the fault of the current token, if it has one; whether it stands for a value that is not read. */
    boolean reject(JsonToken token, Place place) {
        if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
            return false;
        }
        if (parser.isCurrentAlias()) {
            faults.error(FaultCode.ALIAS, place, "aliases (*name) are not read; write the value out");
            return true;
        }
        char first = firstChar();
        if (first == '<' && token == JsonToken.PROPERTY_NAME && "<<".equals(parser.currentName())) {
            faults.error(FaultCode.ALIAS, place, "merge keys (<<) are not read; write the keys out");
            return true;
        }
        // A map and its first key begin at the same place.
        if ((first == '&' || first == '!') && !place.equals(told)) {
            told = place;
            faults.error(
                    first == '&' ? FaultCode.ALIAS : FaultCode.TAG,
                    place,
                    first == '&'
                            ? "anchors (&name) are not read; write the value where it is needed"
                            : "tags (!name) are not read; quote what is meant as text");
        }
        return false;
    }

    /** Places count code points, strings count chars; tokens come in order, so the way through the text is linear. */
    private char firstChar() {
        long target = parser.currentTokenLocation().getCharOffset();
        while (codePoints < target && chars < text.length()) {
            chars += Character.charCount(text.codePointAt(chars));
            codePoints++;
        }
        return codePoints == target && chars < text.length() ? text.charAt(chars) : 0;
    }
}
