//! For addresses that lead nowhere.

use crate::route::Route;
use leptos::prelude::*;

/// Says so, and shows the way back.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    view! {
        <h1 id="page-title" tabindex="-1">"没有这个页面"</h1>
        <p>"链接可能不完整，或者内容已经调整。"</p>
        <p><a class="button primary" href=Route::Home.href()>"回到首页"</a></p>
    }
}
