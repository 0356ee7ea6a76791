//! The app in a real browser, without a server for its banks: first use, records, and what it says
//! when something cannot be fetched or read. Everything that needs the built app is in `e2e`.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement, Storage, StorageEvent, StorageEventInit, window};

wasm_bindgen_test_configure!(run_in_browser);

fn storage() -> Storage {
    window().unwrap().local_storage().unwrap().expect("local storage")
}

/// Lets the page work for so many milliseconds.
async fn wait_ms(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// The first element that matches, as soon as there is one.
async fn find(selector: &str) -> HtmlElement {
    for _ in 0..100 {
        if let Some(element) = document().query_selector(selector).unwrap() {
            return element.unchecked_into();
        }
        wait_ms(20).await;
    }
    panic!("no {selector} in: {}", document().body().unwrap().inner_text());
}

async fn type_into(selector: &str, text: &str) {
    let field: HtmlInputElement = find(selector).await.unchecked_into();
    field.set_value(text);
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    field.dispatch_event(&Event::new_with_event_init_dict("input", &bubbling).unwrap()).unwrap();
}

async fn go(hash: &str) {
    window().unwrap().location().set_hash(hash).unwrap();
    wait_ms(50).await;
}

fn records(prefix: &str) -> Vec<String> {
    let storage = storage();
    (0..storage.length().unwrap()).filter_map(|at| storage.key(at).unwrap()).filter(|key| key.starts_with(prefix)).collect()
}

/// One story: the app is mounted once, as on a page.
#[wasm_bindgen_test]
async fn first_use_records_and_failures() {
    storage().clear().unwrap();
    storage().set_item("xuefa:device", "not a record").unwrap();
    // The test runner has an address of its own.
    go("#/").await;
    xuefa::app::mount();

    // A damaged record is told of, and set aside.
    find("[data-testid=record-problems]").await;
    assert_eq!(storage().get_item("xuefa:device").unwrap(), None);
    assert_eq!(records("xuefa:set-aside:").len(), 1);

    // Nothing but blanks is no name.
    type_into("[data-testid=profile-name]", "  ").await;
    type_into("[data-testid=profile-unit]", "石桥村").await;
    find("[data-testid=profile-save]").await.click();
    wait_ms(50).await;
    assert!(records("xuefa:profile:").is_empty());

    type_into("[data-testid=profile-name]", "张某").await;
    find("[data-testid=profile-save]").await.click();
    let home = find("[data-testid=home]").await;
    assert!(home.inner_text().contains("张某"), "{}", home.inner_text());
    assert_eq!(records("xuefa:profile:").len(), 1);
    assert!(storage().get_item(&records("xuefa:profile:")[0]).unwrap().unwrap().contains("石桥村"));

    // Each bank is listed; a page that does not exist says so.
    assert!(document().query_selector_all("[data-testid=bank-card]").unwrap().length() >= 4);
    go("#/nowhere").await;
    assert!(find("main").await.inner_text().contains("没有这个页面"));

    // No bank can be fetched here: the page says so and offers to try again.
    go("#/practice/civil-code/sequential").await;
    let retry = find("[data-testid=load-failed] button").await;
    assert!(find("main").await.inner_text().contains("题库没有读取成功"));
    retry.click();
    find("[data-testid=load-failed]").await;

    // What another tab writes is taken over.
    let profile = records("xuefa:profile:")[0].trim_start_matches("xuefa:profile:").to_owned();
    let key = format!("xuefa:log:{profile}:other-0");
    storage().set_item(&key, r#"{"v":1,"d":[[1,1795363200000,{"a":["cc-0001","random",1,true]}]]}"#).unwrap();
    let change = StorageEventInit::new();
    change.set_key(Some(&key));
    let change = StorageEvent::new_with_event_init_dict("storage", &change).unwrap();
    window().unwrap().dispatch_event(&change).unwrap();
    go("#/").await;
    let done = find("[data-bank=civil-code] .meter .figures").await.inner_text();
    assert!(done.starts_with("1/"), "{done}");
    storage().clear().unwrap();
}
