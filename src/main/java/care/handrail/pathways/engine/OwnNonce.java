package care.handrail.pathways.engine;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.camunda.bpm.webapp.impl.security.filter.headersec.provider.impl.ContentSecurityPolicyProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the nonce of each page of the web applications to its own request. The engine's filters hand it from the header
 * to the page through the servlet context, which all requests share: when two were answered at once, a browser refused
 * the scripts of one page and showed nothing.
 */
class OwnNonce extends OncePerRequestFilter {

    private static final String NONCE = ContentSecurityPolicyProvider.ATTR_CSP_FILTER_NONCE;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new WithOwnNonce(request), response);
    }

    private static final class WithOwnNonce extends HttpServletRequestWrapper {

        private final ServletContext shared;
        private final ServletContext own;
        private @Nullable Object nonce;

        private WithOwnNonce(HttpServletRequest request) {
            super(request);
            shared = request.getServletContext();
            own = (ServletContext) Proxy.newProxyInstance(
                    ServletContext.class.getClassLoader(),
                    new Class<?>[] {ServletContext.class},
                    (self, method, arguments) -> call(method, arguments));
        }

        @Override
        public ServletContext getServletContext() {
            return own;
        }

        private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
            if (arguments != null && arguments.length > 0 && NONCE.equals(arguments[0])) {
                switch (method.getName()) {
                    case "getAttribute" -> {
                        return nonce;
                    }
                    case "setAttribute" -> {
                        nonce = arguments[1];
                        return null;
                    }
                    default -> {}
                }
            }
            try {
                return method.invoke(shared, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
