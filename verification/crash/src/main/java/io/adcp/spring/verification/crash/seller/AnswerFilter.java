package io.adcp.spring.verification.crash.seller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Sends an answer in two halves, with a place to die at in between.
 */
class AnswerFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ContentCachingResponseWrapper whole = new ContentCachingResponseWrapper(response);
		CrashPoint.at(request.getHeader("X-Crash-Campaign"));
		chain.doFilter(request, whole);
		byte[] body = whole.getContentAsByteArray();
		String text = new String(body, StandardCharsets.UTF_8);
		if (text.contains("media_buy_id")) {
			int half = body.length / 2;
			response.setContentLength(body.length);
			response.getOutputStream().write(body, 0, half);
			response.flushBuffer();
			(text.contains("\"replayed\":true") ? CrashPoint.IN_REPLAY : CrashPoint.IN_ANSWER).pass();
			response.getOutputStream().write(Arrays.copyOfRange(body, half, body.length));
		}
		else {
			whole.copyBodyToResponse();
		}
	}

}
