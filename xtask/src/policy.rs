//! The security policy: what the page may load, as a header and in the page itself.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for a page: own origin only, no inline script but the ones that are in the page now.
pub(crate) fn policy(html: &str) -> String {
    let hashes: String =
        inline_scripts(html).map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes())))).collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )
}

/// The page with its policy filled in, before anything that the policy is about: right after the
/// character set, which must come first. Trunk's minifier drops comments, so none marks the place.
pub(crate) fn with_policy(html: &str) -> Result<String> {
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\" />", policy(html));
    let charset = html.find("<meta charset").context("index.html does not begin with its character set")?;
    let end = charset + html[charset..].find('>').context("index.html has a broken tag")? + 1;
    Ok(format!("{}{meta}{}", &html[..end], &html[end..]))
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
        let html = "<meta charset=utf-8><script src=\"a.js\"></script><script type=\"module\">alert(1)</script>";
        let page = with_policy(html).unwrap();
        // The hash of alert(1), as browsers compute it.
        assert!(page.contains("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"), "{page}");
        assert_eq!(page.matches("sha256-").count(), 1);
        assert!(!page.contains("unsafe-inline") && !page.contains("'unsafe-eval'"));
        assert!(page.starts_with("<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\""), "{page}");
    }

    #[test]
    fn a_page_without_a_place_for_the_policy_is_refused() {
        assert!(with_policy("<title>x</title>").is_err());
    }
}
