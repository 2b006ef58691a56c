package io.adcp.spring.sample.seller.product;

/**
 * A creative format that this seller takes.
 *
 * @param formatId the format's id
 * @param name its name
 * @param description what it is
 * @param assetId names its one asset
 * @param assetType what the asset is, such as {@code image}
 */
public record CreativeFormat(String formatId, String name, String description, String assetId, String assetType) {
}
