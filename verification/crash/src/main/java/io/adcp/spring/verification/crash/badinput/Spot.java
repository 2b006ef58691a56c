package io.adcp.spring.verification.crash.badinput;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a tree: a member of an object, or an element of an array.
 *
 * @param parent the object or array
 * @param name the member's name, or empty
 * @param index the element's index
 */
record Spot(JsonNode parent, String name, int index) {

	static List<Spot> all(JsonNode root) {
		List<Spot> spots = new ArrayList<>();
		collect(root, spots);
		return spots;
	}

	private static void collect(JsonNode node, List<Spot> spots) {
		if (node instanceof ObjectNode object) {
			for (String name : object.propertyNames()) {
				spots.add(new Spot(node, name, 0));
				collect(object.path(name), spots);
			}
		}
		for (int i = 0; node.isArray() && i < node.size(); i++) {
			spots.add(new Spot(node, "", i));
			collect(node.path(i), spots);
		}
	}

	static Spot any(JsonNode root, Random random) {
		List<Spot> all = all(root);
		return all.get(random.nextInt(all.size()));
	}

	JsonNode get() {
		return (this.parent instanceof ObjectNode object) ? object.path(this.name) : this.parent.path(this.index);
	}

	void set(JsonNode value) {
		if (this.parent instanceof ObjectNode object) {
			object.set(this.name, value);
		}
		else {
			((ArrayNode) this.parent).set(this.index, value);
		}
	}

	void remove() {
		if (this.parent instanceof ObjectNode object) {
			object.remove(this.name);
		}
		else {
			((ArrayNode) this.parent).remove(this.index);
		}
	}

}
