/**
 * What a seller tells of work that it goes on with, and how often it is asked.
 */
@NullMarked
package io.adcp.spring.client.task;

import org.jspecify.annotations.NullMarked;
