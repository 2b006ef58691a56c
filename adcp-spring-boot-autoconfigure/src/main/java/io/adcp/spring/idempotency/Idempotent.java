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
 * the key is free again (AdCP 3.1 idempotency, rules 2 to 4).
 * <p>
 * With the JDBC backend claim, method and stored answer are one database transaction,
 * opened here where none is open: either the business rows and the answer are there, or
 * neither is, whenever the process dies. The method's own {@code @Transactional} keeps
 * its isolation, time-out and transaction manager; it rolls back on every exception.
 * <p>
 * With other backends the method may return a {@code Mono}, {@code CompletionStage},
 * {@code CompletableFuture} or {@code Callable}. The call's thread waits for its value,
 * for no longer than a key may be in flight, and the answer is stored when it is there.
 * <p>
 * Works on beans' public methods through Spring's proxies, for AdCP calls only: on
 * {@code @AdcpController} task methods and on {@code @RestController} methods, whose
 * requests carry the key in the JSON body or in an {@code Idempotency-Key} header. Other
 * code uses {@link IdempotencyStore#execute}.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

}
