//! The style sheets of a drawing, as far as they refer to something in it.

use usvg::roxmltree::Node;

/// A rule that refers to something: for which elements, and how.
pub(super) struct Rule<'d> {
    /// The last part of each of its selectors.
    targets: Vec<Target<'d>>,
    /// Properties and their values.
    pub declarations: Vec<(&'d str, &'d str)>,
}

/// What an element has to be; what is not understood of a selector asks for nothing.
#[derive(Default)]
struct Target<'d> {
    tag: Option<&'d str>,
    id: Option<&'d str>,
    classes: Vec<&'d str>,
}

/// The rules that refer to something, the descendants that each selector of all rules asks for
/// (`g path` one), and the most declarations of a rule.
pub(super) fn rules(sheet: &str) -> (Vec<Rule<'_>>, Vec<u32>, usize) {
    let mut found = Vec::new();
    let (mut steps, mut most) = (Vec::new(), 0);
    for part in sheet.split('}') {
        let Some((selectors, body)) = part.rsplit_once('{') else { continue };
        steps.extend(selectors.split(',').map(descendants));
        let mut declarations = declarations(body);
        most = most.max(declarations.len());
        declarations
            .retain(|(name, value)| reference(value).is_some() || *name == "stroke-dasharray");
        if !declarations.is_empty() {
            let targets = selectors.split(',').map(target).collect();
            found.push(Rule { targets, declarations });
        }
    }
    (found, steps, most)
}

/// How many parts of a selector stand anywhere within the one before.
fn descendants(selector: &str) -> u32 {
    let mut parts = selector.rsplit("*/").next().unwrap_or(selector).split_whitespace().peekable();
    let mut count = 0;
    while let Some(part) = parts.next() {
        let is_sign = |part: &str| part.starts_with(['>', '+', '~']);
        let goes_on = part.ends_with(['>', '+', '~']);
        count += u32::from(!goes_on && parts.peek().is_some_and(|next| !is_sign(next)));
    }
    count
}

/// Properties and values of a `style` attribute or a rule's body.
pub(super) fn declarations(body: &str) -> Vec<(&str, &str)> {
    let all = body.split(';').filter_map(|declaration| declaration.split_once(':'));
    all.map(|(name, value)| (name.trim(), value.trim())).collect()
}

/// The id in `url(#id)`.
pub(super) fn reference(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once("url(")?;
    let (inside, _) = rest.split_once(')')?;
    inside.trim().trim_matches(|c| c == '"' || c == '\'').trim().strip_prefix('#')
}

/// The last part of a selector: `rect.a` of `g > rect.a`.
fn target(selector: &str) -> Target<'_> {
    // A comment before a selector is no part of it.
    let selector = selector.rsplit("*/").next().unwrap_or(selector).trim();
    let last = selector.rsplit(|c: char| c.is_whitespace() || matches!(c, '>' | '+' | '~'));
    let last = last.into_iter().next().unwrap_or(selector);
    let mut target = Target::default();
    let mut rest = last;
    let mut mark = None;
    loop {
        let end = rest.find(['.', '#', ':', '[', '*']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        match mark {
            _ if name.is_empty() => {}
            None => target.tag = Some(name),
            Some('.') => target.classes.push(name),
            Some('#') => target.id = Some(name),
            Some(_) => {}
        }
        let Some(next) = after.chars().next().filter(|next| matches!(next, '.' | '#' | '*')) else {
            break;
        };
        mark = Some(next);
        rest = after.get(1..).unwrap_or_default();
    }
    target
}

impl Rule<'_> {
    pub fn matches(&self, node: Node<'_, '_>) -> bool {
        let classes = node.attribute("class").unwrap_or_default();
        let has = |class: &&str| classes.split_ascii_whitespace().any(|other| other == *class);
        self.targets.iter().any(|target| {
            target.tag.is_none_or(|tag| tag == node.tag_name().name())
                && target.id.is_none_or(|id| Some(id) == node.attribute("id"))
                && target.classes.iter().all(has)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_refer_are_found_with_their_elements() {
        let sheet =
            "/* a */ .cls-1 , g > rect.b:hover { fill : url(#g) ; stroke: red } .c{fill:red}";
        let (rules, steps, _) = rules(sheet);
        assert_eq!((rules.len(), steps), (1, vec![0, 0, 0]));
        assert_eq!(rules[0].declarations, [("fill", "url(#g)")]);
        let of = |text: &str| {
            let document = usvg::roxmltree::Document::parse(text).expect("XML");
            rules[0].matches(document.root_element())
        };
        assert!(of("<path class='x cls-1'/>") && of("<rect class='b'/>"));
        assert!(!of("<rect class='c'/>") && !of("<path class='b'/>"));
        assert_eq!(reference("url( '#a' ) none"), Some("a"));
        assert_eq!(reference("url(a.svg#b)"), None);
    }
}
