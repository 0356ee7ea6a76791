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
    axum::serve(listener, app(&folder)?).await?;
    Ok(())
}

fn app(folder: &Path) -> Result<Router> {
    let html = std::fs::read_to_string(folder.join("index.html")).context("dist/index.html is missing")?;
    // What a page cannot say of itself: who may show it in a frame.
    let policy = HeaderValue::from_str(&format!("{}; frame-ancestors 'self'", policy::policy(&html)))?;
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let headers = from_fn(move |request: Request, next: Next| {
        let policy = policy.clone();
        async move {
            let caching = caching(request.uri().path());
            let mut response = next.run(request).await;
            add_headers(&mut response, caching, policy);
            response
        }
    });
    Ok(Router::new().fallback_service(files).layer(headers))
}

fn add_headers(response: &mut Response, caching: &'static str, policy: HeaderValue) {
    let found = response.status().is_success() || response.status().is_redirection();
    let headers = response.headers_mut();
    let caching = if found { caching } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// Files whose name holds the hash of their content never change.
fn caching(path: &str) -> &'static str {
    let is_hash = |word: &str| word.len() >= 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.split(['-', '.', '_']).any(is_hash) { YEAR } else { ALWAYS_ASK }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_files_are_kept_for_long() {
        for path in [
            "/xuefa-0123456789abcdef.js",
            "/xuefa-0123456789abcdef_bg.wasm",
            "/banks/civil-code-1.0123456789abcdef.json",
            "/a/tokens-0123456789abcdef.css",
        ] {
            assert_eq!(caching(path), YEAR, "{path}");
        }
        for path in ["/", "/index.html", "/sub/", "/sw.js", "/abc-123.js"] {
            assert_eq!(caching(path), ALWAYS_ASK, "{path}");
        }
    }
}
