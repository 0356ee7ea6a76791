//! What stands where something is still being fetched, or could not be.

use crate::state::expect_library;
use leptos::prelude::*;

/// A quiet line while a bank is on its way.
#[component]
pub(crate) fn Loading() -> impl IntoView {
    view! { <p class="muted" role="status">"正在读取题库……"</p> }
}

/// Says that a bank could not be fetched, and tries again.
#[component]
pub(crate) fn LoadFailed() -> impl IntoView {
    let library = expect_library();
    view! {
        <div class="notice warn" role="alert" data-testid="load-failed">
            <p>"题库没有读取成功。请检查网络后重试；已做的题都已保存。"</p>
            <button type="button" on:click=move |_| library.retry()>"重试"</button>
        </div>
    }
}
