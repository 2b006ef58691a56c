/**
 * Publishes the keys that webhooks are signed with, on Spring Web MVC.
 */
@NullMarked
package io.adcp.spring.webhook.web;

import org.jspecify.annotations.NullMarked;
