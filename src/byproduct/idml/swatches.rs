//! [`Swatches`]: the colours of the page, each once.

use std::collections::BTreeMap;

use super::xml::{Xml, id_of, number};
use crate::colour::{Colour, Ink};
use crate::page::model::SpotInk;

/// Colours that were asked for, by their ids.
pub struct Swatches<'a> {
    spots: &'a [SpotInk],
    process: BTreeMap<String, [Ink; 4]>,
}

/// A colour as an item names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shade {
    /// The swatch's id.
    pub swatch: String,
    /// Per cent of a spot ink; -1: all of it.
    pub tint: String,
}

const BLACK: &str = "Color/Black";
const PAPER: &str = "Color/Paper";

impl<'a> Swatches<'a> {
    pub fn new(spots: &'a [SpotInk]) -> Swatches<'a> {
        Swatches { spots, process: BTreeMap::new() }
    }

    /// What an item calls a colour, which gets a swatch.
    pub fn shade(&mut self, colour: Colour) -> Shade {
        let solid = |swatch: &str| Shade { swatch: swatch.to_owned(), tint: "-1".to_owned() };
        match colour {
            Colour::Spot { spot, tint } => match self.spots.get(spot.0 as usize) {
                Some(of) if tint == Ink::SOLID => solid(&spot_id(of)),
                Some(of) => Shade { swatch: spot_id(of), tint: amount(tint) },
                None => solid(BLACK),
            },
            Colour::BLACK => solid(BLACK),
            Colour::WHITE => solid(PAPER),
            Colour::Process { c, m, y, k } => {
                let id = format!("Color/{}", id_of(&process_name([c, m, y, k])));
                self.process.insert(id.clone(), [c, m, y, k]);
                solid(&id)
            }
        }
    }

    /// `Resources/Graphic.xml`
    pub fn write(&self) -> Vec<u8> {
        Xml::part("idPkg:Graphic", |xml| {
            let none = ("Name", "Black");
            process(xml, BLACK, none.1, "0 0 0 100", Standing::Black);
            process(xml, PAPER, "Paper", "0 0 0 0", Standing::Paper);
            for (id, inks) in &self.process {
                process(xml, id, &process_name(*inks), &values(*inks), Standing::Own);
            }
            for spot in self.spots {
                let Colour::Process { c, m, y, k } = spot.alternate else { continue };
                xml.empty(
                    "Color",
                    &[
                        ("Self", spot_id(spot).as_str()),
                        ("Model", "Spot"),
                        ("Space", "CMYK"),
                        ("ColorValue", &values([c, m, y, k])),
                        ("ColorOverride", "Normal"),
                        ("AlternateSpace", "NoAlternateColor"),
                        ("AlternateColorValue", ""),
                        ("Name", &spot.name),
                        ("ColorEditable", "true"),
                        ("ColorRemovable", "true"),
                        ("Visible", "true"),
                    ],
                );
            }
            for (order, name) in ["Cyan", "Magenta", "Yellow", "Black"].into_iter().enumerate() {
                ink(xml, &format!("$ID/Process {name}"), order);
            }
            for (order, spot) in self.spots.iter().enumerate() {
                ink(xml, &spot.name, order + 4);
            }
            let fixed = [("ColorEditable", "false"), ("ColorRemovable", "false")];
            let mut none = vec![("Self", "Swatch/None"), ("Name", "None")];
            none.extend(fixed.into_iter().chain([("Visible", "true")]));
            xml.empty("Swatch", &none);
            for style in ["Solid", "Wavy"] {
                let name = format!("$ID/{style}");
                let id = format!("StrokeStyle/{name}");
                xml.empty("StrokeStyle", &[("Self", id), ("Name", name)]);
            }
        })
    }
}

/// What a desk may do with a swatch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Black,
    Paper,
    Own,
}

fn process(xml: &mut Xml, id: &str, name: &str, value: &str, standing: Standing) {
    let is_own = if standing == Standing::Own { "true" } else { "false" };
    let how = match standing {
        Standing::Black => "Specialblack",
        Standing::Paper => "Specialpaper",
        Standing::Own => "Normal",
    };
    xml.empty(
        "Color",
        &[
            ("Self", id),
            ("Model", "Process"),
            ("Space", "CMYK"),
            ("ColorValue", value),
            ("ColorOverride", how),
            ("AlternateSpace", "NoAlternateColor"),
            ("AlternateColorValue", ""),
            ("Name", name),
            ("ColorEditable", is_own),
            ("ColorRemovable", is_own),
            ("Visible", "true"),
        ],
    );
}

fn ink(xml: &mut Xml, name: &str, order: usize) {
    let id = format!("Ink/{}", if name.starts_with("$ID/") { name.into() } else { id_of(name) });
    xml.empty(
        "Ink",
        &[
            ("Self", id.as_str()),
            ("Name", name),
            ("ConvertToProcess", "false"),
            ("PrintInk", "true"),
            ("TrapOrder", &(order + 1).to_string()),
            ("InkType", "Normal"),
        ],
    );
}

fn amount(ink: Ink) -> String {
    number(i64::from(ink.0) * 10)
}

fn values(inks: [Ink; 4]) -> String {
    inks.map(amount).join(" ")
}

fn process_name([c, m, y, k]: [Ink; 4]) -> String {
    format!("C={} M={} Y={} K={}", amount(c), amount(m), amount(y), amount(k))
}

fn spot_id(spot: &SpotInk) -> String {
    format!("Color/{}", id_of(&spot.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::SpotId;

    #[test]
    fn every_colour_is_a_swatch_and_a_spot_ink_is_one_of_its_own() {
        let spots =
            [SpotInk { name: "PANTONE 185 C".to_owned(), alternate: Colour::grey(Ink(5_000)) }];
        let mut swatches = Swatches::new(&spots);
        let shade = |swatches: &mut Swatches<'_>, colour| {
            let Shade { swatch, tint } = swatches.shade(colour);
            format!("{swatch} {tint}")
        };
        assert_eq!(shade(&mut swatches, Colour::BLACK), "Color/Black -1");
        assert_eq!(shade(&mut swatches, Colour::WHITE), "Color/Paper -1");
        let tinted = Colour::Spot { spot: SpotId(0), tint: Ink(2_550) };
        assert_eq!(shade(&mut swatches, tinted), "Color/PANTONE 185 C 25.5");
        let red = Colour::cmyk(Ink(0), Ink(9_000), Ink(8_550), Ink(0));
        assert_eq!(shade(&mut swatches, red), "Color/C=0 M=90 Y=85.5 K=0 -1");
        let text = String::from_utf8(swatches.write()).expect("UTF-8");
        let document = roxmltree::Document::parse(&text).expect("XML");
        let colours: Vec<_> = document
            .descendants()
            .filter(|node| node.has_tag_name("Color"))
            .filter_map(|node| Some((node.attribute("Model")?, node.attribute("ColorValue")?)))
            .collect();
        let expected = [
            ("Process", "0 0 0 100"),
            ("Process", "0 0 0 0"),
            ("Process", "0 90 85.5 0"),
            ("Spot", "0 0 0 50"),
        ];
        assert_eq!(colours, expected);
    }
}
