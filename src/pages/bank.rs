//! One bank: the law, ways to practise, chapters and topics.

use crate::components::meter::Meter;
use crate::pages::not_found::NotFoundPage;
use crate::route::Route;
use crate::state::{expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use xuefa_core::bank::{BankId, Kind};
use xuefa_core::practice::Mode;
use xuefa_core::progress::Coverage;

/// The modes that take no more to say, in the order shown.
pub(crate) const MODES: [Mode; 7] =
    [Mode::Sequential, Mode::Random, Mode::Unseen, Mode::Wrong, Mode::Favourite, Mode::Review, Mode::Recite];

/// The page of one bank.
#[component]
pub(crate) fn BankPage(
    /// Which bank.
    id: BankId,
) -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let Some(bank) = library.bank(&id) else { return view! { <NotFoundPage /> }.into_any() };
    let coverage = Memo::new(move |_| study.progress.with(|progress| Coverage::of(progress, bank.all_ids(), study.today.get())));
    let laws = bank
        .laws
        .iter()
        .filter_map(|slug| library.index().law(slug))
        .map(|law| view! { <li>{format!("《{}》，{}{}", law.name, law.version, law.effective.as_deref().map(|day| format!("，{}", text::effective(day))).unwrap_or_default())}</li> })
        .collect_view();
    let kinds = Kind::ALL.iter().zip(bank.n_by_kind).map(|(kind, n)| format!("{}{n}", text::kind(*kind))).collect::<Vec<_>>().join("，");
    view! {
        <h1 id="page-title" tabindex="-1">{bank.title.clone()}</h1>
        <Meter label="已做题目" done=Signal::derive(move || coverage.get().n_seen) all=bank.n_questions() />
        <p class="muted">{move || { let c = coverage.get(); format!("正确率 {}，错题{}，到期{}，收藏{}", text::percent(c.accuracy_percent()), c.n_wrong_book, c.n_due, c.n_favourite) }}</p>
        <h2>"怎样练"</h2>
        <ModeList banks=vec![id.clone()] coverage=coverage />
        <h2>"按章节"</h2>
        {chapters(bank)}
        <h2>"按专题"</h2>
        <ul class="chips">
            {bank
                .topics
                .iter()
                .filter_map(|(topic, numbers)| {
                    let title = library.index().topics.iter().find(|other| other.id == *topic)?.title.clone();
                    Some(view! { <li><a class="chip" data-testid="mode-topic" href=Route::topic(std::slice::from_ref(&bank.id), topic).href()>{format!("{title} {}", numbers.count())}</a></li> })
                })
                .collect_view()}
        </ul>
        <h2>"题库信息"</h2>
        <ul class="plain">{laws}<li>{format!("共{}题：{kinds}；第{}版", bank.n_questions(), bank.revision)}</li></ul>
        <p><a href=Route::About.href()>"题库说明：题目从哪里来，发现错误怎么办"</a></p>
    }
    .into_any()
}

/// Links to the modes over some banks.
#[component]
pub(crate) fn ModeList(
    /// The banks; none means all.
    #[prop(into)]
    banks: Signal<Vec<BankId>>,
    /// How they stand.
    coverage: Memo<Coverage>,
) -> impl IntoView {
    view! {
        <ul class="tiles">
            {MODES
                .map(|mode| {
                    let count = move || {
                        let coverage = coverage.get();
                        match mode {
                            Mode::Unseen => Some(coverage.n_questions - coverage.n_seen),
                            Mode::Wrong => Some(coverage.n_wrong_book),
                            Mode::Favourite => Some(coverage.n_favourite),
                            Mode::Review => Some(coverage.n_due),
                            _ => None,
                        }
                    };
                    view! {
                        <li>
                            <a class="tile" data-testid=format!("mode-{}", mode.slug()) href=move || Route::practice(&banks.get(), mode).href()>
                                <span class="tile-title">{text::mode(mode)}{move || count().map(|n| view! { <span class="count figures">{n}</span> })}</span>
                                <span class="tile-note">{text::mode_hint(mode)}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// Chapters under their parts.
fn chapters(bank: &'static xuefa_core::index::BankEntry) -> AnyView {
    let study = expect_study();
    let library = expect_library();
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (chapter_idx, chapter) in bank.chapters.iter().enumerate() {
        let group = chapter.part.clone().unwrap_or_else(|| {
            let law = bank.laws.get(chapter.law).and_then(|slug| library.index().law(slug));
            if bank.laws.len() > 1 { law.map(|law| law.short.clone()).unwrap_or_default() } else { String::new() }
        });
        match groups.last_mut() {
            Some((last, chapters)) if *last == group => chapters.push(chapter_idx),
            _ => groups.push((group, vec![chapter_idx])),
        }
    }
    let open = groups.len() == 1;
    groups
        .into_iter()
        .map(|(group, chapter_idxs)| {
            let n_questions: usize = chapter_idxs.iter().map(|&chapter_idx| bank.chapters[chapter_idx].questions.count()).sum();
            let rows = chapter_idxs
                .into_iter()
                .map(|chapter_idx| {
                    let chapter = &bank.chapters[chapter_idx];
                    let ids: Vec<_> = bank.ids(&chapter.questions).collect();
                    let n_all = ids.len();
                    let n_seen = Memo::new(move |_| study.progress.with(|progress| ids.iter().filter(|id| progress.questions.get(id).is_some_and(|stats| stats.n_answered > 0)).count()));
                    view! {
                        <li>
                            <a class="row" data-testid="mode-chapter" href=Route::chapter(&bank.id, chapter_idx).href()>
                                <span>{chapter.title.clone()}</span>
                                <Meter label=format!("{}已做", chapter.title) done=n_seen all=n_all />
                            </a>
                        </li>
                    }
                })
                .collect_view();
            if group.is_empty() {
                view! { <ul class="rows">{rows}</ul> }.into_any()
            } else {
                view! { <details open=open><summary>{group}" "<span class="muted figures">{format!("{n_questions}题")}</span></summary><ul class="rows">{rows}</ul></details> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}
