//! The answer card: one button for each question, to see what is done and to jump.

use crate::components::live;
use leptos::prelude::*;

/// Buttons shown at once; a bank of ten thousand questions is leafed through.
const PAGE_LEN: usize = 100;

/// How one question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct CardMark {
    /// `right`, `wrong`, `done`, or nothing.
    pub(crate) class: &'static str,
    /// The same in words.
    pub(crate) words: &'static str,
    /// To come back to.
    pub(crate) flagged: bool,
}

/// The answer card.
#[component]
pub(crate) fn AnswerCard(
    /// How many questions.
    n_questions: usize,
    /// Position of the question on screen.
    current: usize,
    /// How the question at a position stands.
    mark: Callback<usize, CardMark>,
    /// Receives the position to jump to.
    #[prop(into)]
    on_jump: Callback<usize>,
) -> impl IntoView {
    let page = RwSignal::new(current.min(n_questions.saturating_sub(1)) / PAGE_LEN);
    let n_pages = n_questions.div_ceil(PAGE_LEN);
    live(move || {
        let first = page.get() * PAGE_LEN;
        let buttons = (first..(first + PAGE_LEN).min(n_questions)).map(|question_idx| {
            let CardMark { class, words, flagged } = mark.run(question_idx);
            let label = format!("第{}题 {}{}", question_idx + 1, words, if flagged { "，已标记" } else { "" });
            let class = if flagged { format!("{class} flagged") } else { class.to_owned() };
            let is_current = question_idx == current;
            view! {
                <li>
                    <button type="button" class=class aria-label=label aria-current=is_current.to_string() on:click=move |_| on_jump.run(question_idx)>
                        {(question_idx + 1).to_string()}
                    </button>
                </li>
            }
        });
        let leaf = (n_pages > 1).then(|| {
            view! {
                <div class="actions">
                    <button type="button" disabled=page.get() == 0 on:click=move |_| page.update(|page| *page -= 1)>"上一页"</button>
                    <span class="figures">{format!("{}/{n_pages}", page.get() + 1)}</span>
                    <button type="button" disabled=page.get() + 1 >= n_pages on:click=move |_| page.update(|page| *page += 1)>"下一页"</button>
                </div>
            }
        });
        view! { {leaf} <ol class="answer-card">{buttons.collect_view()}</ol> }.into_any()
    })
}
