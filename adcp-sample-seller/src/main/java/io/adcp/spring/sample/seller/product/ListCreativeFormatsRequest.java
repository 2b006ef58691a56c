package io.adcp.spring.sample.seller.product;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@code list_creative_formats} request that this seller reads.
 *
 * @param formatIds the formats to describe; absent means all
 */
record ListCreativeFormatsRequest(@Nullable @Size(min = 1) List<@NotNull @Valid FormatId> formatIds) {

	boolean accept(CreativeFormat format) {
		return this.formatIds == null || this.formatIds.contains(FormatId.standard(format.formatId()));
	}

}
