//! A policy as written, evaluated by Rhai's own interpreter: its criteria, scores and rules on complete facts.

use super::cells::Cell;
use super::conditions::{Conditions, holds, imported};
use super::facts::Shape;
use super::functions::{ASKED_ON, REGISTER, added, interpreter};
use super::number::{Day, Exact, Points, dynamic, exact, fraction, is_no_answer, order, read};
use gradus_dsl::ast::{Declaration, Expr, ExprKind, File, Node};
use rhai::{AST, Dynamic, Engine, EvalAltResult, Scope};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A policy, ready to be evaluated on facts.
pub(crate) struct Reader {
    engine: Engine,
    facts: Vec<(String, Shape)>,
    titles: Vec<String>,
    /// What is declared, each after what it names.
    declared: Vec<(String, Meaning)>,
    rules: Vec<Rule>,
    /// The packs it uses, by the names they have here.
    used: Vec<(String, Self)>,
    /// The names each declaration uses.
    names: BTreeMap<String, BTreeSet<String>>,
}

/// What the second reader makes of a policy; none where something undefined or missing stands in the way.
#[derive(Debug, Default)]
pub(crate) struct Opinion {
    pub(crate) criteria: BTreeMap<String, Option<bool>>,
    pub(crate) scores: BTreeMap<String, Option<Exact>>,
    /// The points of each group and line, by score and name.
    pub(crate) lines: BTreeMap<(String, String), Option<Exact>>,
    /// What each table comes to, in words; a number as its fraction.
    pub(crate) tables: BTreeMap<String, Option<String>>,
    pub(crate) eligible: Option<bool>,
    /// The criteria whose exceptions disagree.
    pub(crate) conflicts: BTreeSet<String>,
    values: BTreeMap<String, Dynamic>,
}

/// The facts and what is declared, as far as they have values.
type Values = RefCell<Scope<'static>>;

enum Meaning {
    Value(AST),
    /// A condition, and the exceptions to it: each with the case it is for.
    Criterion(AST, Vec<(String, AST)>),
    /// The values of a figure, with the first day of each and the first day after it.
    Figure(Vec<(String, Option<String>, AST)>),
    Score(Lines, Vec<(String, Lines)>),
    Table {
        hit: String,
        /// What it comes to where no row matches: none, and no of a table of conditions.
        nothing: Dynamic,
        columns: Vec<AST>,
        rows: Vec<(Vec<AST>, AST)>,
    },
}

/// A score or a group of one: the most it gives, the mark that passes, and its lines with the most of each.
struct Lines {
    of: Exact,
    pass: Option<Exact>,
    lines: Vec<(String, Exact, AST)>,
}

struct Rule {
    title: String,
    acts: Vec<String>,
    requires: Vec<String>,
    condition: AST,
    /// Every name its condition leads to; those of other packs as Rhai knows them.
    needs: BTreeSet<String>,
}

impl Reader {
    /// Reads a policy that uses no other.
    pub(crate) fn new(file: &File) -> Self {
        Self::of(file, &[])
    }

    /// Reads a policy from its declarations as written, and those it uses of others by their names.
    pub(crate) fn of(file: &File, others: &[(&str, &File)]) -> Self {
        let engine = interpreter();
        let used: Vec<(String, &File)> = file
            .declarations
            .iter()
            .filter_map(|one| {
                let (alias, (pack, _)) = (one.word("alias")?.0, one.word("pack")?);
                let other = others.iter().find(|(name, _)| *name == pack);
                Some((alias.to_owned(), other.unwrap_or_else(|| panic!("no text of `{pack}`")).1))
            })
            .collect();
        let conditions = Conditions::of(file, &used);
        let functions: String = file
            .declarations
            .iter()
            .filter(|declaration| declaration.keyword == "fn")
            .map(|function| {
                let parameters: Vec<&str> = words(function, "parameter");
                let body = conditions.rewritten(function.expr("body").unwrap());
                format!("fn {}({}) {{ {body} }}\n", words(function, "name")[0], parameters.join(", "))
            })
            .collect();
        let compile = |expr: &Expr| {
            let script = format!("{functions}{}", conditions.rewritten(expr));
            engine.compile(&script).unwrap_or_else(|error| panic!("{error}\n{script}"))
        };
        let compile_condition = |expr: &Expr| compile(&holds(expr.clone()));
        let (mut facts, mut titles, mut rules) = (Vec::new(), Vec::new(), Vec::new());
        let mut meanings: BTreeMap<String, Meaning> = BTreeMap::new();
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for declaration in &file.declarations {
            let name = declaration.word("name").map(|(name, _)| name.to_owned()).unwrap_or_default();
            // A title is no name of an expression.
            if declaration.keyword != "eligibility" {
                let named = names.entry(name.clone()).or_default();
                expressions(declaration).into_iter().for_each(|expr| collect_names(expr, named));
            }
            let body = declaration.expr("body");
            match declaration.keyword {
                "fact" => facts.push((name.clone(), Shape::of(declaration))),
                "title" => titles.push(name.clone()),
                "let" => {
                    let value = compile(declaration.expr("value").unwrap());
                    meanings.insert(name.clone(), Meaning::Value(value));
                }
                "parameter" => {
                    let day = |label| declaration.word(label).map(|(day, _)| day.to_owned());
                    let value = compile(declaration.expr("value").unwrap());
                    let entry = (day("from").unwrap_or_default(), day("to"), value);
                    match meanings.entry(name.clone()).or_insert_with(|| Meaning::Figure(Vec::new())) {
                        Meaning::Figure(entries) => entries.push(entry),
                        _ => panic!("`{name}` is declared twice"),
                    }
                }
                "criterion" => {
                    let own = compile_condition(body.unwrap());
                    meanings.insert(name.clone(), Meaning::Criterion(own, Vec::new()));
                }
                "score" => {
                    let groups = declaration.items().iter().filter(|item| item.keyword == "group");
                    let groups = groups
                        .map(|group| (words(group, "name")[0].to_owned(), Lines::of(group, &compile)))
                        .collect();
                    let score = Meaning::Score(Lines::of(declaration, &compile), groups);
                    meanings.insert(name.clone(), score);
                }
                "table" => {
                    let each = |expr: &Expr| match &expr.kind {
                        ExprKind::Array(parts) => parts.iter().map(&compile).collect::<Vec<_>>(),
                        other => panic!("{other:?} is no list"),
                    };
                    let condition = conditions.has(&name);
                    let row = |row: &Declaration| {
                        let then = row.expr("then").unwrap();
                        let then = if condition { compile_condition(then) } else { compile(then) };
                        (each(row.expr("when").unwrap()), then)
                    };
                    let table = Meaning::Table {
                        hit: words(declaration, "hit")[0].to_owned(),
                        nothing: if condition { false.into() } else { Dynamic::UNIT },
                        columns: each(declaration.expr("on").unwrap()),
                        rows: declaration.items().iter().map(row).collect(),
                    };
                    meanings.insert(name.clone(), table);
                }
                "eligibility" => {
                    let option = |wanted: &str| match declaration.expr("options").map(|options| &options.kind)
                    {
                        Some(ExprKind::Map(options)) => {
                            options.iter().find(|(key, _)| key == wanted).map(|(_, value)| listed(value))
                        }
                        _ => None,
                    };
                    rules.push(Rule {
                        title: name.clone(),
                        acts: option("act").unwrap_or_else(|| vec!["recognition".to_owned()]),
                        requires: option("requires").unwrap_or_default(),
                        condition: compile_condition(body.unwrap()),
                        needs: directly(body.unwrap()),
                    });
                }
                _ => {}
            }
        }
        for exception in &file.declarations {
            let Some(of) = exception.expr("overrides") else { continue };
            let (name, when) = (words(exception, "name")[0], exception.expr("when").unwrap());
            for rule in listed(of) {
                let Some(Meaning::Criterion(_, exceptions)) = meanings.get_mut(&rule) else {
                    panic!("`{rule}` is no criterion")
                };
                exceptions.push((name.to_owned(), compile_condition(when)));
                // It is asked wherever the rule is, so it comes first.
                let named = names.entry(rule).or_default();
                named.insert(name.to_owned());
                collect_names(when, named);
            }
        }
        for rule in &mut rules {
            rule.needs = led_to(&rule.needs, &names);
        }
        let order = in_order(&names);
        let declared = order.into_iter().filter_map(|name| meanings.remove_entry(&name)).collect();
        let used = used.into_iter().map(|(alias, file)| (alias, Self::of(file, others))).collect();
        Self { engine, facts, titles, declared, rules, used, names }
    }

    /// What it makes of a facts file, asked about a title and an act on a day.
    pub(crate) fn opinion(&self, file: &Value, title: &str, act: &str, on: &str) -> Opinion {
        self.opinion_with_figures(file, title, act, (on, on))
    }

    /// The same with the day asked about and the day of the figures, which is another for a text that is kept applying
    /// after its end.
    pub(crate) fn opinion_with_figures(
        &self,
        file: &Value,
        title: &str,
        act: &str,
        (on, figures): (&str, &str),
    ) -> Opinion {
        ASKED_ON.set(Some(Day(on.parse().unwrap())));
        REGISTER.set((file["register"].clone(), on.to_owned()));
        let asked = |rule: &&Rule| rule.title == title && rule.acts.iter().any(|known| known == act);
        let rule = self.rules.iter().find(asked).unwrap_or_else(|| panic!("no rule for {title}, {act}"));
        let (mut opinion, scope) = self.values(file, (on, figures), &rule.needs);
        let condition = self.run(&rule.condition, &scope).map(|value| value.as_bool().unwrap());
        let held = rule.requires.iter().map(|title| held(&file["register"], title, on));
        let parts: Vec<Option<bool>> = held.chain([condition]).collect();
        opinion.eligible = if parts.contains(&Some(false)) {
            Some(false)
        } else {
            parts.iter().all(Option::is_some).then_some(true)
        };
        opinion
    }

    /// The values of what is declared, as far as they are needed.
    fn values(
        &self,
        file: &Value,
        (on, figures): (&str, &str),
        needs: &BTreeSet<String>,
    ) -> (Opinion, Values) {
        let last = on[..4].parse::<i64>().unwrap() - 1;
        let scope = RefCell::new(Scope::new());
        for (name, shape) in &self.facts {
            if let Some(json) = file["facts"].get(name) {
                scope.borrow_mut().push(name.as_str(), shape.value(json, last));
            }
        }
        // `holds` is asked of a title by its name.
        for title in &self.titles {
            scope.borrow_mut().push(title.as_str(), title.clone());
        }
        let mut opinion = Opinion::default();
        for (alias, other) in &self.used {
            let prefix = imported(alias, "");
            let theirs = needs.iter().filter_map(|name| name.strip_prefix(&prefix).map(str::to_owned));
            let needs = led_to(&theirs.collect(), &other.names);
            let (theirs, _) = other.values(file, (on, figures), &needs);
            let here = |name: &String| format!("{alias}::{name}");
            opinion.criteria.extend(theirs.criteria.iter().map(|(name, value)| (here(name), *value)));
            opinion.scores.extend(theirs.scores.iter().map(|(name, value)| (here(name), value.clone())));
            let lines = theirs.lines.iter();
            opinion
                .lines
                .extend(lines.map(|((score, line), value)| ((here(score), line.clone()), value.clone())));
            opinion.tables.extend(theirs.tables.iter().map(|(name, value)| (here(name), value.clone())));
            opinion.conflicts.extend(theirs.conflicts.iter().map(here));
            for (name, value) in theirs.values {
                scope.borrow_mut().push(imported(alias, &name), value);
            }
        }
        for (name, meaning) in self.declared.iter().filter(|(name, _)| needs.contains(name)) {
            if let Some(value) = self.value(name, meaning, &scope, figures, &mut opinion) {
                scope.borrow_mut().push(name.as_str(), value.clone());
                opinion.values.insert(name.clone(), value);
            }
        }
        (opinion, scope)
    }

    fn value(
        &self,
        name: &str,
        meaning: &Meaning,
        scope: &Values,
        on: &str,
        opinion: &mut Opinion,
    ) -> Option<Dynamic> {
        match meaning {
            Meaning::Value(script) => self.run(script, scope),
            Meaning::Criterion(own, exceptions) => {
                let holds = self.criterion(name, own, exceptions, scope, opinion);
                opinion.criteria.insert(name.to_owned(), holds);
                holds.map(Dynamic::from)
            }
            Meaning::Figure(entries) => {
                // Days of one form are in the order of their texts.
                let current = entries.iter().find(|(from, to, _)| {
                    from.as_str() <= on && to.as_ref().is_none_or(|to| on < to.as_str())
                });
                self.run(&current.unwrap_or_else(|| panic!("`{name}` has no value on {on}")).2, scope)
            }
            Meaning::Score(whole, groups) => {
                let mut all = BTreeMap::new();
                let mut total = self.sum(name, whole, scope, opinion);
                for (group, lines) in groups {
                    let points = self.sum(name, lines, scope, opinion).map(|sum| sum.min(lines.of.clone()));
                    opinion.lines.insert((name.to_owned(), group.clone()), points.clone());
                    total = total.zip(points.clone()).map(|(total, points)| total + points);
                    all.extend(points.map(|points| (group.clone(), (points, lines.pass.clone()))));
                }
                let total = total.map(|total| total.min(whole.of.clone()));
                opinion.scores.insert(name.to_owned(), total.clone());
                total.map(|total| Dynamic::from(Points { total, pass: whole.pass.clone(), groups: all }))
            }
            Meaning::Table { hit, nothing, columns, rows } => {
                let value = self.table(name, (hit, nothing), columns, rows, scope);
                opinion.tables.insert(name.to_owned(), value.as_ref().map(in_words));
                value
            }
        }
    }

    /// Whether a criterion holds: as its exceptions say where some apply.
    fn criterion(
        &self,
        name: &str,
        own: &AST,
        exceptions: &[(String, AST)],
        scope: &Values,
        opinion: &mut Opinion,
    ) -> Option<bool> {
        let mut said = Vec::new();
        for (exception, when) in exceptions {
            if self.run(when, scope)?.as_bool().unwrap() {
                said.push(opinion.criteria[exception]);
            }
        }
        if said.contains(&Some(true)) && said.contains(&Some(false)) {
            opinion.conflicts.insert(name.to_owned());
            return None;
        }
        match said.as_slice() {
            [] => self.run(own, scope).map(|value| value.as_bool().unwrap()),
            [first, ..] => first.filter(|_| said.iter().all(Option::is_some)),
        }
    }

    /// The sum of lines, each at most its most; points of what exists not are no points.
    fn sum(&self, score: &str, lines: &Lines, scope: &Values, opinion: &mut Opinion) -> Option<Exact> {
        let mut total = Some(fraction(0, 1));
        for (line, most, script) in &lines.lines {
            let points = self
                .run(script, scope)
                .map(|points| exact(&points).unwrap().unwrap_or_else(|| fraction(0, 1)).min(most.clone()));
            total = total.zip(points.clone()).map(|(total, points)| total + points);
            opinion.lines.insert((score.to_owned(), line.clone()), points);
        }
        total
    }

    fn table(
        &self,
        name: &str,
        (hit, nothing): (&str, &Dynamic),
        columns: &[AST],
        rows: &[(Vec<AST>, AST)],
        scope: &Values,
    ) -> Option<Dynamic> {
        let columns = columns.iter().map(|column| self.run(column, scope)).collect::<Option<Vec<_>>>()?;
        let matches = |(cells, _): &&(Vec<AST>, AST)| {
            columns.iter().zip(cells).all(|(value, cell)| {
                let cell = Cell::of(&self.run(cell, scope).unwrap()).unwrap();
                cell.holds(value).unwrap()
            })
        };
        let matching: Vec<&(Vec<AST>, AST)> = rows.iter().filter(matches).collect();
        let results = matching.iter().map(|(_, result)| self.run(result, scope));
        match hit {
            "collect_sum" => {
                let mut sum = dynamic(Some(fraction(0, 1)));
                for result in results {
                    sum = added([&sum, &result?].into_iter()).unwrap();
                }
                Some(sum)
            }
            "first" => matching.first().map_or(Some(nothing.clone()), |(_, result)| self.run(result, scope)),
            "unique" | "any" => {
                assert!(hit == "any" || matching.len() <= 1, "`{name}` has rows that overlap");
                let results: Vec<Option<Dynamic>> = results.collect();
                let Some(first) = results.first() else { return Some(nothing.clone()) };
                let first = first.clone()?;
                for other in results.iter().flatten() {
                    let same = order(&first, other).unwrap();
                    assert!(same.is_none_or(std::cmp::Ordering::is_eq), "rows of `{name}` disagree");
                }
                Some(first)
            }
            other => panic!("`{other}` is no way to read a table"),
        }
    }

    /// The value of a script; none where what it needs is undefined or missing. Anything else is a fault.
    fn run(&self, script: &AST, scope: &Values) -> Option<Dynamic> {
        match self.engine.eval_ast_with_scope::<Dynamic>(&mut scope.borrow_mut(), script) {
            // A number of Rhai's own becomes one of ours, so that nothing depends on where it was written.
            Ok(value) if value.is_int() || value.is_decimal() => Some(dynamic(exact(&value).unwrap())),
            Ok(value) => Some(value.flatten()),
            Err(error) if is_no_answer(&error) || self.lacks(&error) => None,
            Err(error) => panic!("Rhai cannot evaluate what Gradus accepts: {error}\n{script:?}"),
        }
    }

    /// Whether the name of a fact or a declaration without a value was met, or a field that a record lacks.
    fn lacks(&self, error: &EvalAltResult) -> bool {
        match error {
            EvalAltResult::ErrorInFunctionCall(.., inner, _) => self.lacks(inner),
            EvalAltResult::ErrorPropertyNotFound(..) => true,
            EvalAltResult::ErrorVariableNotFound(name, _) => {
                self.facts.iter().any(|(known, _)| known == name)
                    || self.declared.iter().any(|(known, _)| known == name)
                    || self.used.iter().any(|(alias, other)| {
                        other.declared.iter().any(|(known, _)| imported(alias, known) == *name)
                    })
            }
            _ => false,
        }
    }
}

impl Lines {
    fn of(declaration: &Declaration, compile: &impl Fn(&Expr) -> AST) -> Self {
        let figure = |declaration: &Declaration, label: &str| {
            declaration.expr(label).map(|expr| match &expr.kind {
                ExprKind::Number(number) => read(&number.to_string()),
                other => panic!("{other:?} is no figure"),
            })
        };
        let lines = declaration.items().iter().filter(|item| item.keyword == "indicator");
        let line = |line: &Declaration| {
            let id = words(line, "name")[0].to_owned();
            (id, figure(line, "of").unwrap(), compile(line.expr("body").unwrap()))
        };
        Self {
            of: figure(declaration, "of").unwrap(),
            pass: figure(declaration, "pass"),
            lines: lines.map(line).collect(),
        }
    }
}

/// A value in words, with a number as its fraction.
fn in_words(value: &Dynamic) -> String {
    match exact(value) {
        Ok(Some(number)) => number.to_string(),
        Ok(None) => "none".to_owned(),
        Err(_) => match value.read_lock::<Day>() {
            Some(day) => day.0.to_string(),
            None => value.to_string(),
        },
    }
}

/// The names an expression uses.
fn directly(expr: &Expr) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect_names(expr, &mut names);
    names
}

/// These names, and all those they lead to.
fn led_to(first: &BTreeSet<String>, names: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let (mut found, mut waiting) = (BTreeSet::new(), first.iter().collect::<Vec<_>>());
    while let Some(name) = waiting.pop() {
        if found.insert(name.clone()) {
            waiting.extend(names.get(name).into_iter().flatten());
        }
    }
    found
}

/// Every expression of a declaration that is evaluated.
fn expressions(declaration: &Declaration) -> Vec<&Expr> {
    let labels = ["body", "value", "on", "when", "then"];
    let own = labels.iter().filter_map(|label| declaration.expr(label));
    own.chain(declaration.items().iter().flat_map(expressions)).collect()
}

/// Whether a register says that a title is held on a day.
pub(crate) fn held(register: &Value, title: &str, on: &str) -> Option<bool> {
    let as_of = register["as_of"].as_str();
    let holds = |line: &Value| {
        line["title"] == title
            && line["from"].as_str().is_some_and(|from| from <= on)
            && match line["to"].as_str() {
                Some(to) => on < to,
                None => as_of.is_some_and(|day| on <= day),
            }
    };
    if register["titles"].as_array().into_iter().flatten().any(holds) {
        return Some(true);
    }
    (register["complete"] == true && as_of == Some(on)).then_some(false)
}

fn words<'d>(declaration: &'d Declaration, label: &str) -> Vec<&'d str> {
    let parts = declaration.parts.iter().filter(|part| part.label == label);
    parts
        .filter_map(|part| match &part.node {
            Node::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect()
}

/// The names of an option: one, or a list.
fn listed(expr: &Expr) -> Vec<String> {
    match &expr.kind {
        ExprKind::Name(name) => vec![name.clone()],
        ExprKind::Array(items) => items.iter().flat_map(listed).collect(),
        other => panic!("{other:?} is no list of names"),
    }
}

/// Names in an order in which each comes after those it names.
fn in_order(names: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    fn visit(name: &str, names: &BTreeMap<String, BTreeSet<String>>, order: &mut Vec<String>) {
        if order.iter().any(|known| known == name) {
            return;
        }
        for inner in names.get(name).into_iter().flatten() {
            if inner != name {
                visit(inner, names, order);
            }
        }
        order.push(name.to_owned());
    }
    let mut order = Vec::new();
    names.keys().for_each(|name| visit(name, names, &mut order));
    order
}

/// The names an expression uses, those of variables among them.
fn collect_names(expr: &Expr, names: &mut BTreeSet<String>) {
    let mut all = |exprs: &[&Expr]| exprs.iter().for_each(|expr| collect_names(expr, names));
    match &expr.kind {
        ExprKind::Name(name) => {
            names.insert(name.clone());
        }
        ExprKind::Imported(alias, name) => {
            names.insert(imported(alias, name));
        }
        ExprKind::Field(base, _) | ExprKind::Negate(base) | ExprKind::Lambda(_, base) => all(&[base]),
        ExprKind::Index(left, right) | ExprKind::Binary(_, left, right) => all(&[left, right]),
        ExprKind::Method(base, _, arguments) => {
            all(&[base]);
            all(&arguments.iter().collect::<Vec<_>>());
        }
        ExprKind::Call(_, parts) | ExprKind::Array(parts) | ExprKind::And(parts) | ExprKind::Or(parts) => {
            all(&parts.iter().collect::<Vec<_>>());
        }
        ExprKind::If(branches, otherwise) => {
            all(&branches.iter().flat_map(|(when, then)| [when, then]).collect::<Vec<_>>());
            all(&otherwise.as_deref().into_iter().collect::<Vec<_>>());
        }
        ExprKind::Switch(subject, arms) => {
            all(&[subject]);
            all(&arms.iter().map(|(_, result)| result).collect::<Vec<_>>());
        }
        _ => {}
    }
}
