package io.adcp.spring.sample.seller;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

import org.springframework.boot.jackson.JacksonComponent;

/**
 * Reads texts, but for those that PostgreSQL cannot keep: JSON knows the character
 * U+0000, its text columns do not. So it is the request that is at fault, wherever the
 * text would have gone.
 */
@JacksonComponent
class StorableText extends StdScalarDeserializer<String> {

	StorableText() {
		super(String.class);
	}

	@Override
	public String deserialize(JsonParser parser, DeserializationContext context) {
		String text = StringDeserializer.instance.deserialize(parser, context);
		if (text != null && text.indexOf('\0') >= 0) {
			return context.reportInputMismatch(this, "The character U+0000 cannot be stored");
		}
		return text;
	}

}
