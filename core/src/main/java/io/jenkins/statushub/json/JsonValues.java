package io.jenkins.statushub.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.jenkins.statushub.input.ParameterException;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values: {@link Map}, {@link List}, {@link String}, {@link Boolean}, {@link
 * Number} and null. Made of Jackson's streaming half alone, because a goal runs in a cold JVM,
 * where a first ObjectMapper costs more than the whole request.
 */
public final class JsonValues {
  private static final int MAX_DEPTH = 50;

  /** The longest request body, so that whatever fits into one can be read again. */
  private static final int MAX_TEXT = 64 * 1024;

  /** What a payload may be wrapped in where it is stored. */
  private static final int MAX_WRAPPING = 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // An emoji as itself: readable in files, and four bytes instead of twelve.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH + MAX_WRAPPING)
                  .maxNameLength(MAX_TEXT)
                  .maxNumberLength(MAX_TEXT)
                  .build())
          .build();

  private JsonValues() {}

  /** Compact UTF-8 JSON of values as this class reads them; an enum or time counts as its text. */
  public static byte[] write(Map<String, ?> object) {
    return write(object, false);
  }

  /** Indented UTF-8 JSON with a line break at its end, for files that a person may read. */
  public static byte[] writeReadable(Map<String, ?> object) {
    return write(object, true);
  }

  private static byte[] write(Map<String, ?> object, boolean readable) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      if (readable) {
        generator.useDefaultPrettyPrinter();
      }
      write(generator, object);
      if (readable) {
        generator.writeRaw('\n');
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        generator.writeFieldName(wellFormed(String.valueOf(field.getKey())));
        write(generator, field.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      generator.writeStartArray();
      for (Object item : list) {
        write(generator, item);
      }
      generator.writeEndArray();
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof Number number) {
      generator.writeNumber(number.toString());
    } else if (value == null) {
      generator.writeNull();
    } else {
      generator.writeString(wellFormed(value.toString()));
    }
  }

  /**
   * A text without halves of surrogate pairs, which UTF-8 can't express; users' texts hold them
   * where something cut an emoji in two.
   */
  private static String wellFormed(String text) {
    StringBuilder corrected = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (corrected == null) {
        corrected = new StringBuilder(text);
      }
      corrected.setCharAt(i, '\uFFFD');
    }
    return corrected == null ? text : corrected.toString();
  }

  /**
   * Reads one JSON object and nothing behind it.
   *
   * @throws IOException if it is not that; the message holds no part of the text
   */
  public static Map<String, @Nullable Object> read(byte[] json) throws IOException {
    return parse(
        json,
        parser -> {
          Map<String, @Nullable Object> object = readFirst(parser);
          requireEnd(parser);
          return object;
        });
  }

  private static <T> T parse(byte[] json, Reading<T> reading) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return reading.read(parser);
    } catch (StreamConstraintsException e) {
      throw new IOException("not valid JSON: nested too deep, or a value too long");
    } catch (JacksonException e) {
      // Not chained: its message holds a part of the text.
      JsonLocation at = e.getLocation();
      String problem =
          e.getOriginalMessage().startsWith("Duplicate field")
              ? "not valid JSON: a field's name stands twice"
              : "not valid JSON";
      throw new IOException(
          at == null
              ? problem
              : problem + " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    } catch (ArithmeticException | NumberFormatException e) {
      // Such as a power of ten that no BigDecimal can hold.
      throw new IOException("not valid JSON: a number out of range");
    } catch (CharConversionException e) {
      // Not chained: its message holds the bytes.
      throw new IOException("not valid JSON: not UTF-8 text");
    }
  }

  /**
   * One JSON object that other text may follow.
   *
   * @param object the object
   * @param length how many bytes it takes, with what stands before it
   */
  public record Leading(Map<String, @Nullable Object> object, int length) {}

  /**
   * Reads the JSON object that a text begins with.
   *
   * @throws IOException if it begins with none; the message holds no part of the text
   */
  public static Leading readLeading(byte[] json) throws IOException {
    return parse(
        json,
        parser -> {
          Map<String, @Nullable Object> object = readFirst(parser);
          long end = parser.currentLocation().getByteOffset();
          if (end >= 0) {
            return new Leading(object, (int) end);
          }
          // Text that is not UTF-8 is counted in characters.
          requireEnd(parser);
          return new Leading(object, json.length);
        });
  }

  private static Map<String, @Nullable Object> readFirst(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("not a JSON object");
    }
    return readObject(parser);
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new IOException("something follows the JSON object");
    }
  }

  /** What is read from a parser. */
  private interface Reading<T> {
    T read(JsonParser parser) throws IOException;
  }

  private static Map<String, @Nullable Object> readObject(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, readValue(parser));
    }
    return object;
  }

  private static @Nullable Object readValue(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("the JSON text ends too early");
    }
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(readValue(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("the JSON text ends too early");
    };
  }

  /**
   * A copy of a user's value that later changes can't reach and that JSON can express.
   *
   * @param parameter the parameter that holds it, for messages
   * @param name the field's name, for messages
   * @throws ParameterException if it holds anything but JSON values
   */
  public static @Nullable Object checked(String parameter, String name, @Nullable Object value) {
    return checked(parameter, name, value, 0, new AtomicInteger());
  }

  /** A number of a kind that does not change and that is written as it reads. */
  private static Number plain(Number number) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof BigInteger
        || number instanceof BigDecimal) {
      return number;
    }
    if (number instanceof Double || number instanceof Float) {
      return new BigDecimal(number.toString());
    }
    return number.longValue();
  }

  private static @Nullable Object checked(
      String parameter, String name, @Nullable Object value, int depth, AtomicInteger count) {
    if (depth > MAX_DEPTH) {
      throw new ParameterException(
          parameter, "'" + name + "' is nested too deep; allowed: " + MAX_DEPTH + " levels");
    }
    // Lists that hold one another twice grow without a bound, though they are not deep.
    if (count.incrementAndGet() > MAX_TEXT) {
      throw new ParameterException(
          parameter, "'" + name + "' is too large; allowed: " + MAX_TEXT + " values");
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, item) ->
              copy.put(String.valueOf(key), checked(parameter, name, item, depth + 1, count)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof Iterable<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object item : list) {
        copy.add(checked(parameter, name, item, depth + 1, count));
      }
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Object[] array) {
      return checked(parameter, name, Arrays.asList(array), depth, count);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw new ParameterException(
            parameter, "'" + name + "' is " + number + ", which JSON has no number for");
      }
    }
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return plain(number);
    }
    if (value instanceof CharSequence || value instanceof Character) {
      return value.toString();
    }
    throw new ParameterException(
        parameter,
        "'"
            + name
            + "' is a "
            + value.getClass().getSimpleName()
            + "; allowed: text, numbers, true, false, null, lists and maps of these");
  }
}
