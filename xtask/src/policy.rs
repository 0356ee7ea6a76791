//! The security policy: what the page may load, as a header and in the page itself.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Stands in `index.html` where the policy goes.
pub(crate) const PLACEHOLDER: &str = "<!-- content-security-policy -->";

/// The policy for a page: own origin only, no inline script but the ones that are in the page now.
pub(crate) fn policy(html: &str) -> String {
    let hashes: String =
        inline_scripts(html).map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes())))).collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )
}

/// The page with its policy filled in.
pub(crate) fn with_policy(html: &str) -> String {
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\" />", policy(html));
    html.replace(PLACEHOLDER, &meta)
}

/// The texts of scripts without a source.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=") && !script.is_empty()).then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_allowed_by_hash_and_nothing_else() {
        let html = format!("<head>{PLACEHOLDER}<script src=\"a.js\"></script><script type=\"module\">alert(1)</script></head>");
        let page = with_policy(&html);
        // The hash of alert(1), as browsers compute it.
        assert!(page.contains("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"), "{page}");
        assert_eq!(page.matches("sha256-").count(), 1);
        assert!(!page.contains("unsafe-inline") && !page.contains("'unsafe-eval'"));
    }
}
