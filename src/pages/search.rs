//! Finding questions over all banks.

use crate::components::loading::{LoadFailed, Loading};
use crate::components::reviewed_question::ReviewedQuestion;
use crate::state::{Asked, Fetched, expect_library};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use xuefa_core::search::Query;

/// Results drawn at once.
const PAGE_LEN: usize = 30;
/// How long typing must pause before the search begins.
const PAUSE: Duration = Duration::from_millis(200);

/// The page.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let library = expect_library();
    let typed = RwSignal::new(String::new());
    let searched = RwSignal::new(String::new());
    let shown = RwSignal::new(PAGE_LEN);
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let all = Memo::new(move |_| library.questions(&[]));
    let on_input = move |text: String| {
        typed.set(text);
        pending.update_value(|pending| {
            if let Some(pending) = pending.take() {
                pending.clear();
            }
            *pending = set_timeout_with_handle(
                move || {
                    searched.set(typed.get_untracked());
                    shown.set(PAGE_LEN);
                },
                PAUSE,
            )
            .ok();
        });
    };
    let found = Memo::new(move |_| {
        let query = Query::new(&searched.get());
        all.with(|all| match all {
            Fetched::Ready(all) if !query.is_empty() => {
                let mut found: Vec<_> =
                    all.iter().filter_map(|asked| query.find_in(&asked.question).map(|place| (place, asked.clone()))).collect();
                found.sort_by_key(|(place, _)| *place);
                found.into_iter().map(|(_, asked)| asked).collect::<Vec<Arc<Asked>>>()
            }
            _ => Vec::new(),
        })
    });
    view! {
        <h1 id="page-title" tabindex="-1">"搜索题目"</h1>
        <form role="search" on:submit=|event| event.prevent_default()>
            <label class="field">
                <span>"在题干、选项和解析中查找，多个词用空格分开"</span>
                <input type="search" data-testid="search-input" enterkeyhint="search" maxlength="60" prop:value=move || typed.get() on:input:target=move |event| on_input(event.target().value()) />
            </label>
        </form>
        {move || match all.get() {
            Fetched::Loading => view! { <Loading /> }.into_any(),
            Fetched::Failed => view! { <LoadFailed /> }.into_any(),
            Fetched::Ready(_) => {
                view! { <p role="status">{move || if searched.with(|text| text.trim().is_empty()) { String::new() } else { format!("找到{}题", found.with(Vec::len)) }}</p> }.into_any()
            }
        }}
        <ul class="reviewed-list">
            {move || {
                found
                    .with(|found| {
                        found
                            .iter()
                            .take(shown.get())
                            .map(|asked| {
                                let asked = asked.clone();
                                let (id, stem) = (asked.question.id.0.clone(), asked.question.stem.clone());
                                // Thirty questions drawn in full would stall a phone.
                                let unfolded = RwSignal::new(false);
                                view! {
                                    <li>
                                        <details class="entry" data-testid="search-result" data-question=id on:toggle=move |_| unfolded.set(true)>
                                            <summary>{stem}</summary>
                                            {move || {
                                                unfolded
                                                    .get()
                                                    .then(|| {
                                                        let order = xuefa_core::paper::option_order(&asked.question, None);
                                                        view! { <ReviewedQuestion asked=asked.clone() order chosen=None /> }
                                                    })
                                            }}
                                        </details>
                                    </li>
                                }
                            })
                            .collect_view()
                    })
            }}
        </ul>
        {move || (found.with(Vec::len) > shown.get()).then(|| view! { <button type="button" on:click=move |_| shown.update(|shown| *shown += PAGE_LEN)>"显示更多"</button> })}
    }
}
