//! Criteria, titles and eligibility, and what can be said of all rules together.

use super::Checker;
use super::symbols::{MAX_REFERENCE_DEPTH, Scope};
use crate::ast::Declaration;
use crate::policy::{Act, Criterion, Eligibility, Expr, ExprKind as K, Status, StatusKind, Title};
use crate::{CriterionId, Position, TitleId};
use std::collections::BTreeMap;

impl Checker<'_> {
    pub(super) fn criterion(&mut self, declaration: &Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        self.not_from_memory(status.as_ref(), declaration);
        let options = self.options(declaration, &["zh", "en"]);
        let label = self.label(&options);
        let overrides = self.exception(name, declaration);
        let Some(body) = declaration.expr("body") else {
            self.missing_body(declaration);
            return;
        };
        let condition = self.condition(body, &Scope::default());
        let (Some(citation), Some(condition)) = (citation, condition) else { return };
        let id = CriterionId::new(name);
        self.policy.criteria.push(Criterion { id, at, citation, label, status, overrides, condition });
    }

    /// A rule nobody has read cannot decide; the figure it is about can be asked of whoever knows it.
    pub(super) fn not_from_memory(&mut self, status: Option<&Status>, declaration: &Declaration) {
        if status.is_some_and(|status| status.kind == StatusKind::Memory) {
            self.error(
                "memory-decides",
                declaration.at,
                "a rule known only from memory cannot decide a ruling",
                "make what it asks a `judgement(body)` or an `external(TYPE)` fact: without it the ruling is undetermined",
            );
        }
    }

    pub(super) fn missing_body(&mut self, declaration: &Declaration) {
        let example = crate::ast::form(declaration.keyword).map_or("", |form| form.example);
        self.error(
            "missing-body",
            declaration.at,
            format!("this `{}` states no condition", declaration.keyword),
            format!("the form is `{example}`"),
        );
    }

    pub(super) fn title(&mut self, declaration: &Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        let citation = self.citation(declaration);
        let options = self.options(declaration, &["zh", "en", "after"]);
        let label = self.label(&options);
        let after = options.get("after").and_then(|after| {
            let titles = self.titles(after);
            if titles.len() != 1 || titles.iter().any(|title| title.as_str() == name) {
                let help = "name the one title that comes before it";
                self.error("bad-ladder", after.at, format!("`{name}` comes after one other title"), help);
            }
            titles.into_iter().next()
        });
        if self.policy.titles.iter().any(|title| title.id.as_str() == name) {
            self.error(
                "duplicate-name",
                at,
                format!("`{name}` is declared twice"),
                "declare each title once",
            );
            return;
        }
        if let Some(citation) = citation {
            self.policy.titles.push(Title { id: TitleId::new(name), at, citation, label, after });
        }
    }

    pub(super) fn eligibility(&mut self, declaration: &Declaration) {
        let Some((name, at)) = declaration.word("name") else { return };
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        let options = self.options(declaration, &["requires", "act"]);
        let requires = options.get("requires").map_or_else(Vec::new, |titles| self.titles(titles));
        let acts = self.acts(options.get("act"));
        let first = acts.iter().any(|act| act.0 == Act::RECOGNITION);
        for (index, title) in requires.iter().enumerate() {
            if requires.iter().take(index).any(|before| before == title) {
                self.error("listed-twice", at, format!("`{title}` is listed twice"), "name each title once");
            }
            if first && title.as_str() == name {
                self.error(
                    "bad-ladder",
                    at,
                    format!("the recognition of `{name}` requires `{name}`, so nobody could be recognised"),
                    "require the title below it; a title that must be held already belongs to `re_review`",
                );
            }
        }
        let Some(body) = declaration.expr("body") else {
            self.missing_body(declaration);
            return;
        };
        let title = TitleId::new(name);
        if self
            .policy
            .eligibilities
            .iter()
            .any(|e| e.title == title && e.acts.iter().any(|act| acts.contains(act)))
        {
            self.error(
                "duplicate-name",
                at,
                format!("the eligibility for `{name}` is stated twice for the same act"),
                "join the conditions with `any([...])` or `all([...])`, or tell the acts apart with `act:`",
            );
        }
        let condition = self.condition(body, &Scope::default());
        let (Some(citation), Some(condition)) = (citation, condition) else { return };
        self.policy.eligibilities.push(Eligibility {
            title,
            at,
            citation,
            requires,
            acts,
            status,
            condition,
        });
    }

    /// What can be said only when every declaration is known.
    pub(super) fn whole(&mut self) {
        self.parameter_periods();
        self.applications();
        // A circle of exceptions is one of references too, and is said once.
        if self.exceptions_together() {
            self.circles();
        }
        if self.is_whole() {
            self.unused();
        }
    }

    /// Whether everything was read, without an error: a rule that could not be read uses nothing, so only a whole policy
    /// tells what is forgotten.
    pub(super) fn is_whole(&self) -> bool {
        self.unread.is_empty() && !self.remarks.iter().any(crate::Diagnostic::is_error)
    }

    /// Criteria and named expressions that refer to each other in a circle, or in too long a chain.
    pub(super) fn circles(&mut self) {
        let mut graph = References::new();
        for named in &self.policy.names {
            graph.insert(named.id.to_string(), (references(&named.value), named.at));
        }
        for criterion in &self.policy.criteria {
            graph.insert(criterion.id.to_string(), (references(&criterion.condition), criterion.at));
        }
        // Who asks for a criterion asks for its exceptions, and in which cases they apply.
        for (criterion, exception) in
            self.policy.criteria.iter().filter_map(|one| one.overrides.as_ref().map(|e| (one, e)))
        {
            for of in &exception.of {
                if let Some((all, _)) = graph.get_mut(of.as_str()) {
                    all.push((criterion.id.to_string(), 1));
                    all.extend(references(&exception.when));
                }
            }
        }
        for score in &self.policy.scores {
            let all = score.lines().flat_map(|indicator| references(&indicator.points)).collect();
            graph.insert(score.id.to_string(), (all, score.at));
        }
        for table in &self.policy.tables {
            let parts = table.columns.iter().chain(table.rows.iter().map(|row| &row.result));
            graph.insert(table.id.to_string(), (parts.flat_map(references).collect(), table.at));
        }
        let mut depths: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (name, (_, at)) in &graph {
            match depth(name, &graph, &mut depths, 0) {
                Ok(_) => {}
                Err(Chain::Circle) => {
                    self.error(
                        "recursive",
                        *at,
                        format!("`{name}` is defined by itself"),
                        "break the circle: a rule is built from facts and figures",
                    );
                    return;
                }
                Err(Chain::TooDeep) => {
                    self.too_deep(*at);
                    return;
                }
            }
        }
    }

    /// Names nothing refers to: often a rule somebody meant to use.
    fn unused(&mut self) {
        use super::symbols::Symbol;
        let forgotten: Vec<(String, Symbol, Position)> = self
            .symbols
            .names
            .iter()
            .filter(|(name, (symbol, _))| !self.used.contains(**name) && *symbol != Symbol::Title)
            .map(|(name, (symbol, at))| ((*name).to_owned(), *symbol, *at))
            .collect();
        for (name, symbol, at) in forgotten {
            let word = symbol.word();
            self.warning(
                "unused",
                at,
                format!("the {word} `{name}` is used nowhere"),
                "refer to it where it counts, or take it out",
            );
        }
    }
}

/// The names of the policy an expression refers to, and how deep in it each stands; its own depth under no name.
fn references(expr: &Expr) -> Vec<(String, usize)> {
    let mut names = Vec::new();
    let mut waiting = vec![(expr, 1)];
    while let Some((part, level)) = waiting.pop() {
        names.push(match &part.kind {
            K::Name(id) => (id.to_string(), level),
            K::Criterion(id) => (id.to_string(), level),
            K::Score(id) | K::Passes(id) | K::Group(id, _) => (id.to_string(), level),
            K::Table(id) => (id.to_string(), level),
            _ => (String::new(), level),
        });
        waiting.extend(part.parts().into_iter().map(|part| (part, level + 1)));
    }
    names.sort();
    names.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        earlier.1 = if same { earlier.1.max(later.1) } else { earlier.1 };
        same
    });
    names
}

/// How deep a rule may go, the rules it refers to written out in place; below what the evaluator walks.
const MAX_DEPTH: usize = 100;

/// What each rule refers to, and how deep in it; and where the rule is declared.
type References = BTreeMap<String, (Vec<(String, usize)>, Position)>;

/// What is wrong with a chain of references.
enum Chain {
    Circle,
    TooDeep,
}

/// How deep the references of a name go.
fn depth(
    name: &str,
    graph: &References,
    depths: &mut BTreeMap<String, Option<usize>>,
    level: usize,
) -> Result<usize, Chain> {
    if level > MAX_REFERENCE_DEPTH {
        return Err(Chain::TooDeep);
    }
    match depths.get(name) {
        Some(Some(known)) => return Ok(*known),
        Some(None) => return Err(Chain::Circle),
        None => {}
    }
    depths.insert(name.to_owned(), None);
    let mut deepest = 0;
    if let Some((references, _)) = graph.get(name) {
        for (reference, inside) in references {
            let below = if reference.is_empty() { 0 } else { depth(reference, graph, depths, level + 1)? };
            deepest = deepest.max(inside + below);
        }
    }
    if deepest > MAX_DEPTH {
        return Err(Chain::TooDeep);
    }
    depths.insert(name.to_owned(), Some(deepest));
    Ok(deepest)
}
