//! Topics across all laws, and mixed practice over several banks.

use crate::components::bank_picker::BankPicker;
use crate::pages::bank::ModeList;
use crate::route::Route;
use crate::state::{expect_library, expect_study};
use leptos::prelude::*;
use xuefa_core::bank::BankId;
use xuefa_core::progress::Coverage;

/// The page.
#[component]
pub(crate) fn TopicsPage() -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let banks = RwSignal::new(Vec::<BankId>::new());
    let coverage = Memo::new(move |_| {
        let chosen = banks.get();
        let ids =
            library.index().banks.iter().filter(|bank| chosen.is_empty() || chosen.contains(&bank.id)).flat_map(|bank| bank.all_ids());
        study.progress.with(|progress| Coverage::of(progress, ids, study.today.get()))
    });
    view! {
        <h1 id="page-title" tabindex="-1">"专题与混合练习"</h1>
        <h2>"按工作场景"</h2>
        <ul class="tiles">
            {library
                .index()
                .topics
                .iter()
                .map(|topic| (topic, library.index().n_with_topic(&topic.id)))
                .filter(|(_, n_questions)| *n_questions > 0)
                .map(|(topic, n_questions)| {
                    view! {
                        <li>
                            <a class="tile" data-testid="mode-topic" href=Route::topic(&[], &topic.id).href()>
                                <span class="tile-title">{topic.title.clone()}</span>
                                <span class="tile-note figures">{format!("{n_questions}题")}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <h2>"混合几个题库"</h2>
        <BankPicker legend="选择题库" banks />
        <ModeList banks coverage />
    }
}
