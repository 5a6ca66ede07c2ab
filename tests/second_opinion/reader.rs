//! A policy as written, evaluated by Rhai's own interpreter: its criteria, scores and rules on complete facts.

use super::facts::Shape;
use super::functions::interpreter;
use super::number::{Exact, Points, dynamic, exact, fraction, is_no_answer, read};
use gradus_dsl::ast::{Declaration, Expr, ExprKind, File, Node};
use rhai::{AST, Dynamic, Engine, EvalAltResult, Scope};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The function put around operands that must be yes or no; no policy can use the name.
pub(crate) const HOLDS: &str = "holds_for_rhai";

/// A policy, ready to be evaluated on facts.
pub(crate) struct Reader {
    engine: Engine,
    facts: Vec<(String, Shape)>,
    /// What is declared, each after what it names.
    declared: Vec<(String, Meaning)>,
    rules: Vec<Rule>,
}

/// What the second reader makes of a policy; none where something undefined or missing stands in the way.
#[derive(Debug, Default)]
pub(crate) struct Opinion {
    pub(crate) criteria: BTreeMap<String, Option<bool>>,
    pub(crate) scores: BTreeMap<String, Option<Exact>>,
    /// The points of each line, by score and line.
    pub(crate) lines: BTreeMap<(String, String), Option<Exact>>,
    pub(crate) eligible: Option<bool>,
}

enum Meaning {
    Value(AST),
    Condition(AST),
    /// The values of a figure, with the first day of each and the first day after it.
    Figure(Vec<(String, Option<String>, AST)>),
    Score {
        of: Exact,
        pass: Option<Exact>,
        lines: Vec<(String, Exact, AST)>,
    },
}

struct Rule {
    title: String,
    acts: Vec<String>,
    requires: Vec<String>,
    condition: AST,
}

impl Reader {
    /// Reads a policy from its declarations as written.
    pub(crate) fn new(file: &File) -> Self {
        let engine = interpreter();
        let conditions = Conditions::of(file);
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
        let figure = |expr: Option<&Expr>| {
            expr.map(|expr| match &expr.kind {
                ExprKind::Number(number) => read(&number.to_string()),
                other => panic!("{other:?} is no figure"),
            })
        };
        let (mut facts, mut rules) = (Vec::new(), Vec::new());
        let mut meanings: BTreeMap<String, Meaning> = BTreeMap::new();
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for declaration in &file.declarations {
            let name = declaration.word("name").map(|(name, _)| name.to_owned()).unwrap_or_default();
            let body = declaration.expr("body");
            let mut inside: Vec<&Expr> = body.into_iter().collect();
            match declaration.keyword {
                "fact" => facts.push((name.clone(), Shape::of(declaration))),
                "let" => {
                    let value = declaration.expr("value").unwrap();
                    inside.push(value);
                    meanings.insert(name.clone(), Meaning::Value(compile(value)));
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
                    meanings.insert(name.clone(), Meaning::Condition(compile_condition(body.unwrap())));
                }
                "score" => {
                    let line = |line: &Declaration| {
                        let id = words(line, "name")[0].to_owned();
                        (id, figure(line.expr("of")).unwrap(), compile(line.expr("body").unwrap()))
                    };
                    inside.extend(declaration.items().iter().filter_map(|line| line.expr("body")));
                    let score = Meaning::Score {
                        of: figure(declaration.expr("of")).unwrap(),
                        pass: figure(declaration.expr("pass")),
                        lines: declaration.items().iter().map(line).collect(),
                    };
                    meanings.insert(name.clone(), score);
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
                    });
                }
                _ => {}
            }
            let named = names.entry(name).or_default();
            inside.into_iter().for_each(|expr| collect_names(expr, named));
        }
        let order = in_order(&names);
        let declared = order.into_iter().filter_map(|name| meanings.remove_entry(&name)).collect();
        Self { engine, facts, declared, rules }
    }

    /// What it makes of a facts file, asked about a title and an act on a day.
    pub(crate) fn opinion(&self, file: &Value, title: &str, act: &str, on: &str) -> Opinion {
        let last = on[..4].parse::<i64>().unwrap() - 1;
        let mut scope = Scope::new();
        for (name, shape) in &self.facts {
            if let Some(json) = file["facts"].get(name) {
                scope.push(name.as_str(), shape.value(json, last));
            }
        }
        let mut opinion = Opinion::default();
        for (name, meaning) in &self.declared {
            let value = match meaning {
                Meaning::Value(script) => self.run(script, &scope),
                Meaning::Condition(script) => {
                    let value = self.run(script, &scope);
                    let holds = value.as_ref().map(|value| value.as_bool().unwrap());
                    opinion.criteria.insert(name.clone(), holds);
                    value
                }
                Meaning::Figure(entries) => {
                    // Days of one form are in the order of their texts.
                    let current = entries.iter().find(|(from, to, _)| {
                        from.as_str() <= on && to.as_ref().is_none_or(|to| on < to.as_str())
                    });
                    self.run(&current.unwrap_or_else(|| panic!("`{name}` has no value on {on}")).2, &scope)
                }
                Meaning::Score { of, pass, lines } => {
                    let mut total = Some(fraction(0, 1));
                    for (line, most, script) in lines {
                        // Points of what exists not are no points.
                        let points = self.run(script, &scope).map(|points| {
                            exact(&points).unwrap().unwrap_or_else(|| fraction(0, 1)).min(most.clone())
                        });
                        total = total.zip(points.clone()).map(|(total, points)| total + points);
                        opinion.lines.insert((name.clone(), line.clone()), points);
                    }
                    let total = total.map(|total| total.min(of.clone()));
                    opinion.scores.insert(name.clone(), total.clone());
                    total.map(|total| Dynamic::from(Points { total, pass: pass.clone() }))
                }
            };
            if let Some(value) = value {
                scope.push(name.as_str(), value);
            }
        }
        let asked = |rule: &&Rule| rule.title == title && rule.acts.iter().any(|known| known == act);
        let rule = self.rules.iter().find(asked).unwrap_or_else(|| panic!("no rule for {title}, {act}"));
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

    /// The value of a script; none where what it needs is undefined or missing. Anything else is a fault.
    fn run(&self, script: &AST, scope: &Scope<'_>) -> Option<Dynamic> {
        match self.engine.eval_ast_with_scope::<Dynamic>(&mut scope.clone(), script) {
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
            }
            _ => false,
        }
    }
}

/// Whether a register says that a title is held on a day.
fn held(register: &Value, title: &str, on: &str) -> Option<bool> {
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

fn holds(expr: Expr) -> Expr {
    Expr { at: expr.at, kind: ExprKind::Call(HOLDS.to_owned(), vec![expr]) }
}

/// What is yes or no, by name: facts, criteria, named values and functions.
struct Conditions(BTreeSet<String>);

impl Conditions {
    fn of(file: &File) -> Self {
        let mut known = Self(BTreeSet::new());
        loop {
            let before = known.0.len();
            for declaration in &file.declarations {
                let Some((name, _)) = declaration.word("name") else { continue };
                let is = |label: &str| declaration.expr(label).is_some_and(|expr| known.is_condition(expr));
                let condition = match declaration.keyword {
                    "fact" => Shape::of(declaration).is_yes_no(),
                    "criterion" => true,
                    "let" => is("value"),
                    "fn" => is("body"),
                    _ => false,
                };
                if condition {
                    known.0.insert(name.to_owned());
                }
            }
            if known.0.len() == before {
                return known;
            }
        }
    }

    fn is_condition(&self, expr: &Expr) -> bool {
        const FUNCTIONS: [&str; 7] = ["not", "all", "any", "at_least", "at_most", "exactly", "each_year"];
        match &expr.kind {
            ExprKind::YesNo(_) | ExprKind::And(_) | ExprKind::Or(_) => true,
            ExprKind::Name(name) => self.0.contains(name),
            ExprKind::Field(base, _) | ExprKind::Index(base, _) | ExprKind::Method(base, ..) => {
                self.is_condition(base)
            }
            ExprKind::Call(name, _) => FUNCTIONS.contains(&name.as_str()) || self.0.contains(name),
            ExprKind::Binary(operator, ..) => {
                use gradus_dsl::ast::Operator::{Add, Divide, Multiply, Subtract};
                !matches!(operator, Add | Subtract | Multiply | Divide)
            }
            ExprKind::If(branches, otherwise) => {
                branches.iter().any(|(_, then)| self.is_condition(then))
                    || otherwise.as_deref().is_some_and(|otherwise| self.is_condition(otherwise))
            }
            ExprKind::Switch(_, arms) => arms.iter().any(|(_, result)| self.is_condition(result)),
            _ => false,
        }
    }

    /// The expression for Rhai: as written, but for [`HOLDS`] around what must be yes or no. Rhai's own `and`, `or` and
    /// `if` ask their operands to be a truth and nothing else; and a condition that branches is yes or no, never none.
    fn rewritten(&self, expr: &Expr) -> Expr {
        let one = |expr: &Expr| Box::new(self.rewritten(expr));
        let many = |exprs: &[Expr]| exprs.iter().map(|expr| self.rewritten(expr)).collect::<Vec<_>>();
        let truths =
            |exprs: &[Expr]| exprs.iter().map(|expr| holds(self.rewritten(expr))).collect::<Vec<_>>();
        let kind = match &expr.kind {
            ExprKind::Field(base, field) => ExprKind::Field(one(base), field.clone()),
            ExprKind::Index(base, index) => ExprKind::Index(one(base), one(index)),
            ExprKind::Call(name, arguments) => ExprKind::Call(name.clone(), many(arguments)),
            ExprKind::Method(base, name, arguments) => {
                ExprKind::Method(one(base), name.clone(), many(arguments))
            }
            ExprKind::Lambda(variables, body) => ExprKind::Lambda(variables.clone(), one(body)),
            ExprKind::Array(items) => ExprKind::Array(many(items)),
            ExprKind::Binary(operator, left, right) => ExprKind::Binary(*operator, one(left), one(right)),
            ExprKind::Negate(inner) => ExprKind::Negate(one(inner)),
            ExprKind::And(parts) => ExprKind::And(truths(parts)),
            ExprKind::Or(parts) => ExprKind::Or(truths(parts)),
            ExprKind::If(branches, otherwise) => ExprKind::If(
                branches
                    .iter()
                    .map(|(when, then)| (holds(self.rewritten(when)), self.rewritten(then)))
                    .collect(),
                otherwise.as_deref().map(one),
            ),
            ExprKind::Switch(subject, arms) => ExprKind::Switch(
                one(subject),
                arms.iter().map(|(values, result)| (values.clone(), self.rewritten(result))).collect(),
            ),
            // Names, literals, and what stands in no rule.
            other => other.clone(),
        };
        let branches = matches!(kind, ExprKind::If(..) | ExprKind::Switch(..));
        let rewritten = Expr { at: expr.at, kind };
        if branches && self.is_condition(expr) { holds(rewritten) } else { rewritten }
    }
}

/// The names an expression uses, those of variables among them.
fn collect_names(expr: &Expr, names: &mut BTreeSet<String>) {
    let mut all = |exprs: &[&Expr]| exprs.iter().for_each(|expr| collect_names(expr, names));
    match &expr.kind {
        ExprKind::Name(name) => {
            names.insert(name.clone());
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
