package io.adcp.spring.sample.seller.product;

import java.util.List;

/**
 * The answer to {@code list_creative_formats}.
 *
 * @param formats the formats that this seller's products take
 */
record ListCreativeFormatsResponse(List<Format> formats) {

	static ListCreativeFormatsResponse of(List<CreativeFormat> formats) {
		return new ListCreativeFormatsResponse(formats.stream().map(Format::of).toList());
	}

	record Format(FormatId formatId, String name, String description, List<Asset> assets) {

		static Format of(CreativeFormat format) {
			return new Format(FormatId.standard(format.formatId()), format.name(), format.description(),
					List.of(new Asset("individual", format.assetId(), format.assetType(), true)));
		}

	}

	record Asset(String itemType, String assetId, String assetType, boolean required) {
	}

}
