package io.adcp.spring.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that runs at most once per {@code idempotency_key}.
 * <p>
 * A call whose key is new runs the method; the answer is stored with the key. A call that
 * repeats key and payload gets the stored answer, byte for byte, and the method is not
 * run. Only success is stored: after an exception, or an answer that is an AdCP error,
 * the key is free again (AdCP 3.2 idempotency, rules 2 to 4).
 * <p>
 * The method runs in a transaction, opened here where none is open, that rolls back on
 * every exception; the method's own {@code @Transactional} keeps its isolation, time-out
 * and transaction manager. With the JDBC backend claim, method and stored answer are that
 * one transaction: either the business rows and the answer are there, or neither is,
 * whenever the process dies. With other backends the end of the transaction decides: the
 * answer is stored after the commit, and the key is free after a rollback. There, and
 * only there, an application may have no transaction manager: nothing is undone then.
 * <p>
 * The call is answered with what the method returned if the transaction has committed,
 * and only then. A method that returns from a transaction which it has marked as
 * rollback-only has failed.
 * <p>
 * With other backends the method may return a {@code Mono}, {@code CompletionStage},
 * {@code CompletableFuture} or {@code Callable}. The call's thread waits for its value,
 * for no longer than a key may be in flight, and the answer is stored when it is there.
 * <p>
 * Works on beans' public methods through Spring's proxies, for AdCP calls only, and on
 * one method per call; a method that a proxy cannot come before stops the start. It may
 * be on {@code @AdcpController} task methods and on {@code @RestController} methods,
 * whose requests carry the key in the JSON body or in an {@code Idempotency-Key} header.
 * Other code uses {@link IdempotencyStore#execute}.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

}
