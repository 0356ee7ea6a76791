//! Serving `dist/` as a good static server does: compressed, cached where that is safe, with security headers.

use crate::policy;
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use std::net::{IpAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_http::services::ServeDir;

const YEAR: &str = "public, max-age=31536000, immutable";
const ALWAYS_ASK: &str = "no-cache";

/// Takes the port, before anything takes time.
pub(crate) fn listen(host: IpAddr, port: u16) -> Result<TcpListener> {
    TcpListener::bind((host, port)).with_context(|| format!("cannot listen on {host}:{port}: it may be in use, choose another with --port"))
}

/// Serves the folder until stopped.
pub(crate) fn run(listener: TcpListener, folder: PathBuf) -> Result<()> {
    println!("Serving on http://{}/ (stop with Ctrl+C)", listener.local_addr()?);
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(serve(listener, folder))
}

/// Serves the folder in the background, as long as the program runs. Returns the address.
pub(crate) fn run_in_background(folder: PathBuf) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}/", listener.local_addr()?);
    std::thread::spawn(move || {
        let served = tokio::runtime::Runtime::new().map_err(Into::into).and_then(|runtime| runtime.block_on(serve(listener, folder)));
        if let Err(error) = served {
            eprintln!("the server stopped: {error:#}");
        }
    });
    Ok(address)
}

async fn serve(listener: TcpListener, folder: PathBuf) -> Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    axum::serve(listener, app(&folder)).await?;
    Ok(())
}

fn app(folder: &Path) -> Router {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let page: Arc<Path> = folder.join("index.html").into();
    let headers = from_fn(move |request: Request, next: Next| {
        let page = Arc::clone(&page);
        async move {
            let caching = caching(request.uri().path());
            let mut response = next.run(request).await;
            // Asked each time: a build that replaces the page while it is served comes with other scripts.
            let html = if caching == YEAR { String::new() } else { std::fs::read_to_string(page).unwrap_or_default() };
            add_headers(&mut response, caching, &html);
            response
        }
    });
    Router::new().fallback_service(files).layer(headers)
}

fn add_headers(response: &mut Response, caching: &'static str, html: &str) {
    let found = response.status().is_success() || response.status().is_redirection();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(if found { caching } else { "no-store" }));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // What a page cannot say of itself: who may show it in a frame.
    if let Ok(policy) = HeaderValue::from_str(&format!("{}; frame-ancestors 'self'", policy::policy(html))) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(text_in_utf8) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// The type of a text, with its character set.
fn text_in_utf8(kind: &HeaderValue) -> Option<HeaderValue> {
    let kind = kind.to_str().ok().filter(|kind| kind.starts_with("text/") && !kind.contains(';'))?;
    HeaderValue::from_str(&format!("{kind}; charset=utf-8")).ok()
}

/// The shortest run of hexadecimal digits that counts as a hash. Trunk leaves out leading zeros, so 16 would be too many.
const MIN_HASH_DIGITS: usize = 12;

/// Files whose name holds the hash of their content never change.
fn caching(path: &str) -> &'static str {
    let is_hash = |word: &str| word.len() >= MIN_HASH_DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.split(['-', '.', '_']).any(is_hash) { YEAR } else { ALWAYS_ASK }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    #[test]
    fn only_hashed_files_are_kept_for_long() {
        for path in [
            "/xuefa-0123456789abcdef.js",
            "/xuefa-0123456789abcdef_bg.wasm",
            "/banks/civil-code-1.0123456789abcdef.json",
            "/a/tokens-0123456789abcdef.css",
            "/components-bd71f79bb7ebd2c.css",
        ] {
            assert_eq!(caching(path), YEAR, "{path}");
        }
        for path in ["/", "/index.html", "/sub/", "/sw.js", "/abc-123.js"] {
            assert_eq!(caching(path), ALWAYS_ASK, "{path}");
        }
    }

    /// What the server answers, head and body.
    fn ask(address: &str, path: &str, encodings: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {encodings}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_come_compressed_typed_cached_and_guarded() {
        let folder = std::env::temp_dir().join(format!("xuefa-serve-{}", std::process::id()));
        let wasm = "app-0123456789abcdef_bg.wasm";
        fs::create_dir_all(folder.join("dist")).unwrap();
        for (name, content) in [
            ("secret", "secret"),
            ("dist/index.html", "<script>alert(1)</script>"),
            ("dist/index.html.br", "brotli"),
            ("dist/index.html.gz", "gzip"),
        ] {
            fs::write(folder.join(name), content).unwrap();
        }
        fs::write(folder.join("dist").join(wasm), "wasm").unwrap();
        let url = run_in_background(folder.join("dist")).unwrap();
        let address = url.trim_start_matches("http://").trim_end_matches('/');

        let page = ask(address, "/", "gzip, br");
        for header in [
            "HTTP/1.1 200",
            "content-type: text/html; charset=utf-8",
            "content-encoding: br",
            "vary: accept-encoding",
            "cache-control: no-cache",
            "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",
            "frame-ancestors 'self'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
        ] {
            assert!(page.contains(header), "{header} is missing in\n{page}");
        }
        assert!(ask(address, "/", "gzip").ends_with("gzip"));
        assert!(ask(address, "/index.html", "identity").ends_with("</script>"));

        let module = ask(address, &format!("/{wasm}"), "br");
        assert!(module.contains("content-type: application/wasm\r\n") && module.contains(YEAR), "{module}");
        for path in ["/nothing", "/../secret", "/%2e%2e/secret"] {
            let answer = ask(address, path, "br");
            assert!(answer.starts_with("HTTP/1.1 404") && answer.contains("no-store"), "{path}: {answer}");
        }

        fs::write(folder.join("dist/index.html"), "<script>alert(2)</script>").unwrap();
        assert!(!ask(address, "/", "br").contains("bhHHL3z2"), "the policy follows the page");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_port_in_use_is_named() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = taken.local_addr().unwrap();
        let error = listen(address.ip(), address.port()).unwrap_err().to_string();
        assert!(error.contains(&address.to_string()) && error.contains("--port"), "{error}");
    }
}
