package io.adcp.spring.webhook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import reactor.core.scheduler.Schedulers;

/**
 * Resolves hosts for a client, and refuses what it must not connect to. The check stands
 * where the client connects, so nothing can be resolved anew in between. An address that
 * was written as a number goes through it, too.
 */
final class CheckedResolverGroup extends AddressResolverGroup<InetSocketAddress> {

	private final TargetRules targets;

	CheckedResolverGroup(TargetRules targets) {
		this.targets = targets;
	}

	@Override
	protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
		return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {

			@Override
			protected boolean doIsResolved(InetSocketAddress address) {
				return false;
			}

			@Override
			protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
				Schedulers.boundedElastic().schedule(() -> {
					try {
						promise.trySuccess(addresses(address).get(0));
					}
					catch (UnknownHostException | RuntimeException ex) {
						promise.tryFailure(ex);
					}
				});
			}

			@Override
			protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
				Schedulers.boundedElastic().schedule(() -> {
					try {
						promise.trySuccess(addresses(address));
					}
					catch (UnknownHostException | RuntimeException ex) {
						promise.tryFailure(ex);
					}
				});
			}

		};
	}

	// A name of which one address is refused is refused: it may be answered otherwise the
	// next time.
	private List<InetSocketAddress> addresses(InetSocketAddress target) throws UnknownHostException {
		List<InetSocketAddress> addresses = new ArrayList<>();
		for (InetAddress address : InetAddress.getAllByName(target.getHostString())) {
			if (!this.targets.allows(address)) {
				throw new RefusedTargetException();
			}
			addresses.add(new InetSocketAddress(address, target.getPort()));
		}
		return addresses;
	}

	/**
	 * The host is at an address that webhooks must not go to.
	 */
	static final class RefusedTargetException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		RefusedTargetException() {
			super("The host is at an address that webhooks must not go to");
		}

	}

}
