package io.adcp.spring.verification.conformance.sandbox;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the sandbox to the seller that it is started with.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class SandboxConfiguration {

}
