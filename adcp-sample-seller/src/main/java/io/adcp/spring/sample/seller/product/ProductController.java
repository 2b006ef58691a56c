package io.adcp.spring.sample.seller.product;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import jakarta.validation.Valid;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.sample.seller.Refusal;
import io.adcp.spring.server.AdcpController;

/**
 * Answers what is for sale.
 */
@AdcpController
class ProductController {

	private final Products products;

	ProductController(Products products) {
		this.products = products;
	}

	@AdcpTask(value = AdcpTask.GET_PRODUCTS,
			description = "Tells what is for sale. A brief in plain words orders the products by how well they fit.")
	GetProductsResponse getProducts(@Valid GetProductsRequest request) {
		if ("refine".equals(request.buyingMode())) {
			throw Refusal.unsupported("buying_mode", "This seller makes no proposals that could be refined");
		}
		Stream<Product> found = this.products.findSellable().stream();
		if (request.filters() != null) {
			found = found.filter(request.filters()::accept);
		}
		if (request.brief() != null) {
			found = found.sorted(Comparator.comparingLong(wordsSharedWith(request.brief())).reversed());
		}
		return GetProductsResponse.of(found.toList());
	}

	@AdcpTask(value = AdcpTask.LIST_CREATIVE_FORMATS,
			description = "Tells which formats of creatives the products take.")
	ListCreativeFormatsResponse listCreativeFormats(@Valid ListCreativeFormatsRequest request) {
		return ListCreativeFormatsResponse.of(this.products.findFormats().stream().filter(request::accept).toList());
	}

	/**
	 * A brief only orders the products: it is a person's text, and nothing that it does
	 * not mention is less for sale.
	 */
	private static ToLongFunction<Product> wordsSharedWith(String brief) {
		List<String> words = Stream.of(brief.toLowerCase(Locale.ROOT).split("\\W+"))
			.filter((word) -> word.length() > 3)
			.distinct()
			.toList();
		return (product) -> {
			String text = (product.name() + " " + product.description()).toLowerCase(Locale.ROOT);
			return words.stream().filter(text::contains).count();
		};
	}

}
