/**
 * The promise that every backend has to keep, as a test that runs against any of them.
 */
package io.adcp.spring.idempotency.contract;
