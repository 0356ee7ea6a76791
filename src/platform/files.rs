//! Files in and out: fetching, picking, downloading, copying.

use js_sys::Array;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlTextAreaElement, Response, Url};

/// Fetches a file that lies beside the page.
///
/// # Errors
/// A note for the technically minded: no connection, or the status the server gave.
pub(crate) async fn fetch_text(path: &str) -> Result<String, String> {
    let response: Response = JsFuture::from(window().fetch_with_str(path)).await.map_err(describe)?.unchecked_into();
    if !response.ok() {
        return Err(response.status().to_string());
    }
    let text = JsFuture::from(response.text().map_err(describe)?).await.map_err(describe)?;
    text.as_string().ok_or_else(|| "no text".to_owned())
}

/// An error of the browser in its own words.
fn describe(error: JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| String::from(error.message()))
}

/// The text of a file that the person picked.
///
/// # Errors
/// A note for the technically minded.
pub(crate) async fn pick_text_file(file: File) -> Result<String, String> {
    let text = JsFuture::from(file.text()).await.map_err(describe)?;
    text.as_string().ok_or_else(|| "no text".to_owned())
}

/// Browsers inside chat and search apps that refuse downloads of what a page made.
const BLOCKING_BROWSERS: [&str; 8] = ["MicroMessenger", "wxwork", "QQ/", "DingTalk", "Weibo", "AlipayClient", "Quark", "baiduboxapp"];

/// Whether the page runs inside an app whose browser is known to refuse downloads.
pub(crate) fn is_download_blocked() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    BLOCKING_BROWSERS.iter().any(|name| agent.contains(name))
}

/// Hands the text to the person as a file.
///
/// # Errors
/// When the browser cannot make the file.
pub(crate) fn download(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken the file when the click returns; some old ones need a moment longer.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

/// Puts the text on the clipboard. Returns whether it worked.
pub(crate) async fn copy_text(text: &str) -> bool {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    if !clipboard.is_undefined() && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok() {
        return true;
    }
    copy_the_old_way(text).unwrap_or(false)
}

/// Pages served without encryption have no clipboard interface, but an old command still works there.
fn copy_the_old_way(text: &str) -> Result<bool, JsValue> {
    let area: HtmlTextAreaElement = document().create_element("textarea")?.unchecked_into();
    area.set_value(text);
    area.set_attribute("class", "offscreen")?;
    let body = document().body().ok_or(JsValue::NULL)?;
    body.append_child(&area)?;
    area.select();
    let command: js_sys::Function = js_sys::Reflect::get(&document(), &"execCommand".into())?.dyn_into()?;
    let copied = command.call1(&document(), &"copy".into())?.is_truthy();
    area.remove();
    Ok(copied)
}
