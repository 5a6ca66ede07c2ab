//! Rules of other packs: `use "PACK" as NAME` and `NAME::rule`, copied in so that evaluating needs no second policy.

use super::Checker;
use super::calls::size;
use super::exprs::MAX_NODES;
use super::symbols::Scope;
use crate::ast::Declaration;
use crate::policy::{
    Criterion, Expr, ExprKind as K, Fact, Import, Indicator, Named, Parameter, Policy, Reference, Score,
    Table, Type, Use,
};
use crate::{Citation, CriterionId, FactId, PolicyId, Position, ScoreId, did_you_mean};
use std::collections::{BTreeMap, BTreeSet};

/// Most declarations a policy takes from other packs; a limit of the language.
const MAX_LINKED: usize = 4_096;

/// The packs a policy may use rules of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Imports<'a> {
    /// The policies at hand, each already checked.
    pub checked: &'a [&'a Policy],
    /// The circles the pack is in: each begins with a pack it uses, and leads back to it.
    pub circles: &'a [Vec<PolicyId>],
}

/// What is taken from other packs while a policy is checked.
#[derive(Debug, Default)]
pub(super) struct Linked<'a> {
    /// The packs used, by the name they have here; none where a pack could not be had.
    packs: BTreeMap<String, Option<&'a Policy>>,
    /// What expressions of this policy refer to.
    wanted: BTreeSet<Item>,
    /// The names of packs some expression refers to.
    used: BTreeSet<String>,
    parameters: Vec<Parameter>,
    names: Vec<Named>,
    criteria: Vec<Criterion>,
    scores: Vec<Score>,
    tables: Vec<Table>,
    facts: BTreeMap<FactId, Fact>,
    /// The texts the copies come from, by the name they have here, and what the copies cite.
    texts: BTreeMap<String, (Import, BTreeSet<Citation>)>,
}

/// A declaration of a pack used, as that pack names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    pack: String,
    kind: Kind,
    id: String,
}

/// What can be taken from another pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Parameter,
    Name,
    Criterion,
    Score,
    Table,
}

impl<'a> Checker<'a> {
    /// `use "agencies";`, or `use "PACK" version "1" as NAME;`.
    pub(super) fn uses(&mut self, declaration: &Declaration) {
        let Some((pack, at)) = declaration.word("pack") else { return };
        let version = declaration.word("version").map(|(version, _)| version.to_owned());
        let Some((alias, alias_at)) = declaration.word("alias") else {
            self.registry(pack, version.is_some(), at);
            let version = String::new();
            self.policy.uses.push(Use {
                pack: PolicyId::new(pack),
                at: declaration.at,
                version,
                alias: None,
            });
            return;
        };
        let twice = self.policy.uses.iter().find(|known| {
            known.alias.as_deref().is_some_and(|known_as| known_as == alias || known.pack.as_str() == pack)
        });
        if let Some(known) = twice {
            let known_as = known.alias.as_deref().unwrap_or_default();
            let message = format!("`{}` is already used as `{known_as}`", known.pack);
            self.error("duplicate-name", alias_at, message, "use each pack once, under a name of its own");
            return;
        }
        let found = self.pack_used(pack, at);
        if let (Some(policy), Some(wanted)) = (found, &version)
            && policy.version != *wanted
        {
            let is = match policy.version.as_str() {
                "" => "states no version".to_owned(),
                version => format!("is of version \"{version}\""),
            };
            let help = format!(
                "read what changed, then write the version it is of; a pack states it in its head: `version: \"{wanted}\"`"
            );
            self.error(
                "version-differs",
                at,
                format!("`{pack}` {is}, and version \"{wanted}\" is asked for"),
                help,
            );
        }
        self.linked.packs.insert(alias.to_owned(), found);
        self.policy.uses.push(Use {
            pack: PolicyId::new(pack),
            at: declaration.at,
            version: version.unwrap_or_default(),
            alias: Some(alias.to_owned()),
        });
    }

    fn registry(&mut self, pack: &str, versioned: bool, at: Position) {
        if pack != "agencies" && pack != "calendars" {
            self.error(
                "unknown-registry",
                at,
                format!("`{pack}` is not a registry"),
                "write `use \"agencies\";`, or `use \"PACK\" as NAME;` for the rules of another pack",
            );
        } else if versioned {
            self.error(
                "option-misplaced",
                at,
                format!("the registry `{pack}` has no version"),
                "leave `version` out; a record of a ruling holds the registry it was made with",
            );
        }
    }

    /// The pack used, where it is at hand.
    fn pack_used(&mut self, pack: &str, at: Position) -> Option<&'a Policy> {
        let id = PolicyId::new(pack);
        let alone = [id.clone()];
        let circles = self.ground.imports.circles;
        let circle = match circles.iter().find(|circle| circle.first() == Some(&id)) {
            Some(circle) => Some(circle.as_slice()),
            None => (id == *self.ground.id).then_some(alone.as_slice()),
        };
        if let Some(circle) = circle {
            let chain: Vec<String> =
                circle.iter().chain(circle.first()).map(|id| format!("`{id}`")).collect();
            self.error(
                "import-cycle",
                at,
                format!("the packs use each other in a circle: {}", chain.join(" uses ")),
                "put the rules both need into a pack of their own, and use that one",
            );
            return None;
        }
        let checked = self.ground.imports.checked;
        let found = checked.iter().find(|policy| policy.id == id).copied();
        if found.is_none() {
            let known = checked.iter().map(|policy| policy.id.as_str());
            let help = match did_you_mean(pack, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "check it together with that pack: `gradus check FOLDER` takes all packs of a folder"
                    .to_owned(),
            };
            self.error("unknown-pack", at, format!("the pack `{pack}` is not at hand"), help);
        }
        found
    }

    /// `NAME::rule`: a criterion, named expression, figure or score of another pack.
    pub(super) fn imported(&mut self, alias: &str, name: &str, at: Position, scope: &Scope) -> Option<Expr> {
        let Some(pack) = self.linked.packs.get(alias).copied() else {
            // A second name for one pack was reported where it stands.
            if !self.symbols.aliases.contains_key(alias) && !self.unread.may_declare(alias) {
                let help = match did_you_mean(alias, self.symbols.aliases.keys().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("declare it: `use \"PACK\" as {alias};`"),
                };
                self.error("unknown-pack", at, format!("no pack is used as `{alias}`"), help);
            }
            return None;
        };
        self.linked.used.insert(alias.to_owned());
        let policy = pack?;
        if scope.closed {
            let help = "a function sees only its own arguments; pass the value in";
            self.error("unknown-name", at, format!("`{alias}::{name}` is not declared"), help);
            return None;
        }
        let id = format!("{alias}::{name}");
        let (kind, ty, what) = if policy.criteria.iter().any(|one| one.id.as_str() == name) {
            (K::Criterion(id.as_str().into()), Type::YesNo, Kind::Criterion)
        } else if let Some(named) = policy.names.iter().find(|one| one.id.as_str() == name) {
            (K::Name(id.as_str().into()), named.value.ty.clone(), Kind::Name)
        } else if let Some(figure) = policy.parameters.iter().find(|one| one.id.as_str() == name) {
            (K::Parameter(id.as_str().into()), figure.value.ty.clone(), Kind::Parameter)
        } else if policy.scores.iter().any(|one| one.id.as_str() == name) {
            (K::Score(id.as_str().into()), Type::Points, Kind::Score)
        } else if let Some(table) = policy.tables.iter().find(|one| one.id.as_str() == name) {
            (K::Table(id.as_str().into()), table.ty.clone(), Kind::Table)
        } else {
            self.not_imported(policy, alias, name, at);
            return None;
        };
        let item = Item { pack: alias.to_owned(), kind: what, id: name.to_owned() };
        self.linked.wanted.insert(item);
        Some(Expr { kind, ty, at })
    }

    /// Says why a name of another pack cannot stand here.
    fn not_imported(&mut self, policy: &Policy, alias: &str, name: &str, at: Position) {
        if policy.facts.iter().any(|fact| fact.id.as_str() == name) {
            self.error(
                "wrong-kind",
                at,
                format!("`{name}` is a fact, and facts are shared by name"),
                format!("write `{name}`; declare the fact here too if this policy does not"),
            );
            return;
        }
        let titles = policy.titles.iter().map(|title| &title.id);
        if titles.chain(policy.eligibilities.iter().map(|rule| &rule.title)).any(|id| id.as_str() == name) {
            self.error(
                "wrong-kind",
                at,
                format!("`{name}` is a title, and titles are shared by name"),
                format!(
                    "write `{name}`; a title that must be held already goes into `#{{ requires: {name} }}`"
                ),
            );
            return;
        }
        let known: Vec<&str> = policy
            .criteria
            .iter()
            .map(|one| one.id.as_str())
            .chain(policy.names.iter().map(|one| one.id.as_str()))
            .chain(policy.parameters.iter().map(|one| one.id.as_str()))
            .chain(policy.scores.iter().map(|one| one.id.as_str()))
            .chain(policy.tables.iter().map(|one| one.id.as_str()))
            .filter(|id| !id.contains("::"))
            .collect();
        let help = match did_you_mean(name, known) {
            Some(near) => format!("did you mean `{alias}::{near}`?"),
            None => {
                "a criterion, a score, a table, a figure or a `let` of that pack can stand here".to_owned()
            }
        };
        self.error("unknown-name", at, format!("`{}` declares no `{name}`", policy.id), help);
    }

    /// A score of this policy or of a pack it uses.
    pub(super) fn any_score(&self, id: &ScoreId) -> Option<&Score> {
        let Some((alias, name)) = id.as_str().rsplit_once("::") else { return self.policy.score(id) };
        let policy = self.linked.packs.get(alias).copied().flatten()?;
        policy.scores.iter().find(|score| score.id.as_str() == name)
    }

    /// Copies what the policy refers to in other packs, with everything that refers to in turn.
    pub(super) fn link(&mut self) {
        let whole = self.is_whole();
        for used in self.policy.uses.clone().into_iter().filter(|_| whole) {
            if let Some(alias) = used.alias.filter(|alias| !self.linked.used.contains(alias)) {
                let message = format!("nothing of the pack `{}` is used", used.pack);
                self.warning(
                    "unused",
                    used.at,
                    message,
                    format!("refer to a rule of it as `{alias}::rule`, or take it out"),
                );
            }
        }
        // A text that two packs lead to is one text, whichever way leads there first.
        let mut paths: BTreeMap<PolicyId, String> = BTreeMap::new();
        for (alias, policy) in &self.linked.packs {
            if let Some(policy) = policy {
                paths.insert(policy.id.clone(), alias.clone());
            }
        }
        let exceptions: BTreeMap<&str, Exceptions<'_>> = {
            let packs = self.linked.packs.iter().filter_map(|(alias, policy)| Some((alias, (*policy)?)));
            packs.map(|(_, policy)| (policy.id.as_str(), exceptions(policy))).collect()
        };
        let mut waiting: Vec<Item> = std::mem::take(&mut self.linked.wanted).into_iter().rev().collect();
        let mut done: BTreeSet<(Kind, String)> = BTreeSet::new();
        while let Some(item) = waiting.pop() {
            let Some(policy) = self.linked.packs.get(&item.pack).copied().flatten() else { continue };
            let text = Text::of(policy, &item, &mut paths);
            if !done.insert((item.kind, text.named.clone())) {
                continue;
            }
            if done.len() > MAX_LINKED || self.nodes > MAX_NODES {
                let at = self.policy.uses.first().map_or_else(Position::default, |first| first.at);
                let message = format!(
                    "with what it takes from other packs, the policy grows past {MAX_LINKED} declarations or {MAX_NODES} parts"
                );
                self.error("too-complex", at, message, "use fewer rules of other packs");
                return;
            }
            let exceptions = exceptions.get(policy.id.as_str());
            let link = Link {
                policy,
                exceptions,
                pack: &item.pack,
                paths: &mut paths,
                waiting: &mut waiting,
                facts: Vec::new(),
                parts: 0,
            };
            self.copy(&item, &text, link);
        }
    }

    fn copy(&mut self, item: &Item, text: &Text, mut link: Link<'_>) {
        let policy = link.policy;
        // Remarks about a copy stand where its pack is used.
        let used = self.policy.uses.iter().find(|used| used.alias.as_deref() == Some(item.pack.as_str()));
        let at = used.map_or_else(Position::default, |used| used.at);
        let mut cites = Vec::new();
        match item.kind {
            Kind::Parameter => {
                for figure in policy.parameters.iter().filter(|one| one.id.as_str() == item.id) {
                    cites.push(figure.citation.clone());
                    let id = text.named.as_str().into();
                    self.linked.parameters.push(Parameter { id, at, ..figure.clone() });
                }
            }
            Kind::Name => {
                for named in policy.names.iter().filter(|one| one.id.as_str() == item.id) {
                    let value = link.expr(&named.value);
                    self.linked.names.push(Named { id: text.named.as_str().into(), at, value });
                }
            }
            Kind::Criterion => {
                for criterion in policy.criteria.iter().filter(|one| one.id.as_str() == item.id) {
                    cites.push(criterion.citation.clone());
                    let copied = link.criterion(criterion, text);
                    self.linked.criteria.push(Criterion { at, ..copied });
                }
            }
            Kind::Score => {
                for score in policy.scores.iter().filter(|one| one.id.as_str() == item.id) {
                    cites.push(score.citation.clone());
                    let mut copied = Score { id: text.named.as_str().into(), at, ..score.clone() };
                    let groups = copied.groups.iter_mut().flat_map(|group| {
                        cites.push(group.citation.clone());
                        &mut group.indicators
                    });
                    let lines: Vec<&mut Indicator> = groups.chain(&mut copied.indicators).collect();
                    for indicator in lines {
                        cites.push(indicator.citation.clone());
                        indicator.points = link.expr(&indicator.points);
                    }
                    self.linked.scores.push(copied);
                }
            }
            Kind::Table => {
                for table in policy.tables.iter().filter(|one| one.id.as_str() == item.id) {
                    cites.push(table.citation.clone());
                    let mut copied = Table { id: text.named.as_str().into(), at, ..table.clone() };
                    for part in
                        copied.columns.iter_mut().chain(copied.rows.iter_mut().map(|row| &mut row.result))
                    {
                        *part = link.expr(part);
                    }
                    self.linked.tables.push(copied);
                }
            }
        }
        let (facts, parts) = (link.facts, link.parts);
        self.nodes += parts;
        let known = self
            .linked
            .texts
            .entry(text.path.clone())
            .or_insert_with(|| (text.import(policy), BTreeSet::new()));
        known.1.extend(cites);
        for fact in facts {
            self.link_fact(policy, fact);
        }
    }

    /// A fact a rule of another pack needs becomes one of this policy; what both say of it holds together.
    fn link_fact(&mut self, policy: &Policy, id: FactId) {
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            let Some(theirs) = policy.fact(&id) else { continue };
            self.used.insert(id.to_string());
            let own = self.policy.facts.iter_mut().find(|fact| fact.id == id);
            let Some(ours) = own.or_else(|| self.linked.facts.get_mut(&id)) else {
                self.linked.facts.insert(id, theirs.clone());
                waiting.extend(theirs.at_most.clone());
                continue;
            };
            let ceilings_differ =
                ours.at_most.is_some() && theirs.at_most.is_some() && ours.at_most != theirs.at_most;
            let same = ours.ty == theirs.ty && ours.scale == theirs.scale && ours.optional == theirs.optional;
            if ours.at_most.is_none() && theirs.at_most.is_some() {
                ours.at_most.clone_from(&theirs.at_most);
                waiting.extend(theirs.at_most.clone());
            }
            // The rules copied were checked for the values their own text accepts, and for no others.
            ours.min = ours.min.take().max(theirs.min.clone());
            ours.max = match (ours.max.take(), theirs.max.clone()) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            let nothing_left = ours.min.as_ref().zip(ours.max.as_ref()).is_some_and(|(min, max)| min > max);
            if same && !ceilings_differ && !nothing_left {
                continue;
            }
            let at = ours.at;
            let message =
                format!("`{id}` has another type, unit, ceiling or range here than in `{}`", policy.id);
            let help = "a policy and the rules it takes from another share their facts; let both declare the fact alike";
            self.error("facts-differ", at, message, help);
        }
    }

    /// Puts the copies beside the declarations of the policy, once these were looked at by themselves.
    ///
    /// Gives the facts that came with them.
    pub(super) fn take_in_linked(&mut self) -> BTreeSet<FactId> {
        if self.linked.texts.is_empty() {
            return BTreeSet::new();
        }
        let linked = std::mem::take(&mut self.linked);
        self.policy.parameters.extend(linked.parameters);
        self.policy.names.extend(linked.names);
        self.policy.criteria.extend(linked.criteria);
        self.policy.scores.extend(linked.scores);
        self.policy.tables.extend(linked.tables);
        let taken_in = linked.facts.keys().cloned().collect();
        self.policy.facts.extend(linked.facts.into_values());
        for (mut import, cited) in linked.texts.into_values() {
            import.clauses.clauses.retain(|clause| cited.iter().any(|one| one.same_place(&clause.citation)));
            self.policy.imports.push(import);
        }
        // A chain of references may be too long only now.
        if !self.remarks.iter().any(crate::Diagnostic::is_error) {
            self.circles();
        }
        taken_in
    }
}

/// The text a declaration belongs to, and the name the declaration has here.
struct Text {
    /// What stands before the `::`.
    path: String,
    named: String,
    /// Its place among the imports of the pack used; none for the pack itself.
    below: Option<usize>,
}

impl Text {
    fn of(policy: &Policy, item: &Item, paths: &mut BTreeMap<PolicyId, String>) -> Self {
        let below = item.id.rsplit_once("::").and_then(|(alias, name)| {
            let index = policy.imports.iter().position(|import| import.alias == alias)?;
            Some((index, policy.imports.get(index)?, name))
        });
        let Some((index, import, name)) = below else {
            return Self {
                path: item.pack.clone(),
                named: format!("{}::{}", item.pack, item.id),
                below: None,
            };
        };
        let path =
            paths.entry(import.pack.clone()).or_insert_with(|| format!("{}::{}", item.pack, import.alias));
        Self { path: path.clone(), named: format!("{path}::{name}"), below: Some(index) }
    }

    fn import(&self, policy: &Policy) -> Import {
        if let Some(import) = self.below.and_then(|index| policy.imports.get(index)) {
            return Import { alias: self.path.clone(), ..import.clone() };
        }
        Import {
            alias: self.path.clone(),
            pack: policy.id.clone(),
            number: policy.number.clone(),
            title: policy.title.clone(),
            version: policy.version.clone(),
            in_force: policy.in_force,
            status: policy.status.clone(),
            clauses: policy.clauses.clone(),
        }
    }
}

/// The exceptions to each criterion of a pack.
type Exceptions<'p> = BTreeMap<&'p CriterionId, Vec<&'p CriterionId>>;

fn exceptions(policy: &Policy) -> Exceptions<'_> {
    let mut all = Exceptions::new();
    for criterion in &policy.criteria {
        for of in criterion.overrides.iter().flat_map(|exception| &exception.of) {
            all.entry(of).or_default().push(&criterion.id);
        }
    }
    all
}

/// Copies expressions of a pack used under the names they have here, and collects what they refer to.
struct Link<'l> {
    policy: &'l Policy,
    exceptions: Option<&'l Exceptions<'l>>,
    /// The name of the pack used.
    pack: &'l str,
    paths: &'l mut BTreeMap<PolicyId, String>,
    waiting: &'l mut Vec<Item>,
    facts: Vec<FactId>,
    parts: usize,
}

impl Link<'_> {
    fn criterion(&mut self, criterion: &Criterion, text: &Text) -> Criterion {
        let mut copied = Criterion { id: text.named.as_str().into(), ..criterion.clone() };
        copied.condition = self.expr(&criterion.condition);
        if let Some(exception) = &mut copied.overrides {
            exception.when = self.expr(&exception.when);
            for of in &mut exception.of {
                *of = self.named(Kind::Criterion, of.as_str()).as_str().into();
            }
        }
        // Whoever takes a rule takes the exceptions to it.
        for exception in self.exceptions.and_then(|all| all.get(&criterion.id)).into_iter().flatten() {
            self.named(Kind::Criterion, exception.as_str());
        }
        copied
    }

    fn expr(&mut self, expr: &Expr) -> Expr {
        self.parts += size(expr);
        let mut copied = expr.clone();
        copied.relink(&mut |reference| match reference {
            Reference::Fact(id) => self.facts.push(id.clone()),
            Reference::Parameter(id) => *id = self.named(Kind::Parameter, id.as_str()).as_str().into(),
            Reference::Name(id) => *id = self.named(Kind::Name, id.as_str()).as_str().into(),
            Reference::Criterion(id) => *id = self.named(Kind::Criterion, id.as_str()).as_str().into(),
            Reference::Score(id) => *id = self.named(Kind::Score, id.as_str()).as_str().into(),
            Reference::Table(id) => *id = self.named(Kind::Table, id.as_str()).as_str().into(),
        });
        copied
    }

    /// The name a declaration of the pack has here; it is copied in its turn.
    fn named(&mut self, kind: Kind, id: &str) -> String {
        let item = Item { pack: self.pack.to_owned(), kind, id: id.to_owned() };
        let named = Text::of(self.policy, &item, self.paths).named;
        self.waiting.push(item);
        named
    }
}
