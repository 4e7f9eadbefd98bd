//! A profile's lookup table, evaluated.
//!
//! A table is a row of stages: curves, a matrix, a grid of colours (ICC.1, lut8Type, lut16Type,
//! lutAToBType, lutBToAType). The library reads them from the file; the arithmetic is done here,
//! in the order of operations written here, so that it gives the same result on every machine.

use moxcms::{
    LutDataType, LutMultidimensionalType, LutStore, LutType, LutWarehouse, ToneReprCurve,
};

use super::curve::{along, sample};

/// What runs through the stages: no more than four channels.
type Values = [f64; 4];

/// The most channels.
const MOST: usize = 4;

/// Which way a table leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    ToDevice,
    ToLab,
}

/// How Lab stands in the numbers that go in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LabCode {
    /// lut16Type: 100 is 0xFF00, in version 4 profiles too.
    Legacy,
    Full,
}

#[derive(Clone, Debug)]
enum Stage {
    Curves(Vec<Vec<u16>>),
    Matrix([[f64; 3]; 3], [f64; 3]),
    Grid(Grid),
}

#[derive(Clone, Debug)]
struct Grid {
    /// Points along each input; the last input's neighbours are neighbours in `values`.
    points: Vec<usize>,
    outputs: usize,
    values: Vec<u16>,
}

/// A table from Lab to inks, or from inks or RGB to Lab.
#[derive(Clone, Debug)]
pub(super) struct Lut {
    stages: Vec<Stage>,
    lab: LabCode,
}

impl Lut {
    /// The table from Lab to four inks; `None` when it is of another shape.
    pub(super) fn to_inks(table: &LutWarehouse) -> Option<Lut> {
        Lut::new(table, Way::ToDevice, 3, 4)
    }

    /// The table from four inks to Lab.
    pub(super) fn inks_to_lab(table: &LutWarehouse) -> Option<Lut> {
        Lut::new(table, Way::ToLab, 4, 3)
    }

    /// The table from RGB to Lab.
    pub(super) fn rgb_to_lab(table: &LutWarehouse) -> Option<Lut> {
        Lut::new(table, Way::ToLab, 3, 3)
    }

    fn new(table: &LutWarehouse, way: Way, inputs: usize, outputs: usize) -> Option<Lut> {
        let (stages, lab) = match table {
            LutWarehouse::Lut(lut) => (simple_stages(lut)?, code_of(lut.lut_type)),
            LutWarehouse::Multidimensional(lut) => (stages(lut, way)?, LabCode::Full),
        };
        shapes_fit(&stages, inputs, outputs).then_some(Lut { stages, lab })
    }

    /// The inks of a Lab colour, each from 0 to 1.
    pub(super) fn inks(&self, [l, a, b]: [f64; 3]) -> [f64; 4] {
        let scale = self.lab_scale();
        let coded = [l / 100.0 * scale, (a + 128.0) / 255.0 * scale, (b + 128.0) / 255.0 * scale];
        let [l, a, b] = coded.map(|v| v.clamp(0.0, 1.0));
        self.run([l, a, b, 0.0])
    }

    /// The Lab colour of inks, or of RGB and nothing, each from 0 to 1.
    pub(super) fn lab(&self, device: [f64; 4]) -> [f64; 3] {
        let scale = self.lab_scale();
        let [l, a, b, _] = self.run(device).map(|part| part / scale);
        [l * 100.0, a * 255.0 - 128.0, b * 255.0 - 128.0]
    }

    fn lab_scale(&self) -> f64 {
        match self.lab {
            LabCode::Legacy => 65280.0 / 65535.0,
            LabCode::Full => 1.0,
        }
    }

    fn run(&self, mut values: Values) -> Values {
        for stage in &self.stages {
            match stage {
                Stage::Curves(curves) => {
                    for (value, curve) in values.iter_mut().zip(curves) {
                        *value = along(curve, *value);
                    }
                }
                Stage::Matrix(rows, offset) => {
                    let [a, b, c, _] = values;
                    let row =
                        |[x, y, z]: [f64; 3], by: f64| (x * a + y * b + z * c + by).clamp(0.0, 1.0);
                    for ((value, &of), &by) in values.iter_mut().zip(rows).zip(offset) {
                        *value = row(of, by);
                    }
                }
                Stage::Grid(grid) => values = grid.at(values),
            }
        }
        values
    }
}

impl Grid {
    /// Interpolates linearly along every input.
    fn at(&self, values: Values) -> Values {
        // The corners around the place with their weights, first to last.
        let mut corners = [(0usize, 1.0f64); 1 << MOST];
        let mut count = 1;
        for (&points, &value) in self.points.iter().zip(&values) {
            let place = value * (points - 1) as f64;
            let low = (place as usize).min(points.saturating_sub(2));
            let part = place - low as f64;
            for old in (0..count).rev() {
                let (at, weight) = corners[old];
                let at = at * points + low;
                corners[2 * old + 1] = (at + 1, weight * part);
                corners[2 * old] = (at, weight * (1.0 - part));
            }
            count *= 2;
        }
        let mut found = [0.0; MOST];
        for &(at, weight) in corners.iter().take(count).filter(|(_, weight)| *weight > 0.0) {
            let corner = self.values.iter().skip(at * self.outputs).take(self.outputs);
            for (sum, &value) in found.iter_mut().zip(corner) {
                *sum += weight * f64::from(value);
            }
        }
        found.map(|sum| sum / 65535.0)
    }
}

fn code_of(kind: LutType) -> LabCode {
    if kind == LutType::Lut16 { LabCode::Legacy } else { LabCode::Full }
}

fn words(store: &LutStore) -> Vec<u16> {
    match store {
        LutStore::Store8(bytes) => bytes.iter().map(|&b| u16::from(b) * 257).collect(),
        LutStore::Store16(words) => words.clone(),
    }
}

fn simple_stages(lut: &LutDataType) -> Option<Vec<Stage>> {
    let curves = |store: &LutStore, entries: u16| {
        let all = words(store);
        let entries = usize::from(entries);
        (entries > 1)
            .then(|| Stage::Curves(all.chunks_exact(entries).map(<[u16]>::to_vec).collect()))
    };
    let points = vec![usize::from(lut.num_clut_grid_points); usize::from(lut.num_input_channels)];
    let outputs = usize::from(lut.num_output_channels);
    let grid = Grid { points, outputs, values: words(&lut.clut_table) };
    Some(vec![
        curves(&lut.input_table, lut.num_input_table_entries)?,
        Stage::Grid(grid),
        curves(&lut.output_table, lut.num_output_table_entries)?,
    ])
}

/// The stages of a lutBToA (or, in the other order, a lutAToB) table.
fn stages(lut: &LutMultidimensionalType, way: Way) -> Option<Vec<Stage>> {
    let curves = |list: &[ToneReprCurve]| -> Option<Vec<Stage>> {
        if list.is_empty() {
            return Some(Vec::new());
        }
        let sampled: Option<Vec<_>> = list.iter().map(sample).collect();
        Some(vec![Stage::Curves(sampled?)])
    };
    let matrix = || Stage::Matrix(lut.matrix.v, lut.bias.v);
    let inputs = usize::from(lut.num_input_channels);
    let grid = lut.clut.as_ref().map(|values| {
        let points = lut.grid_points.iter().take(inputs).map(|&p| usize::from(p)).collect();
        let outputs = usize::from(lut.num_output_channels);
        Stage::Grid(Grid { points, outputs, values: words(values) })
    });
    let (a, b, m) = (curves(&lut.a_curves)?, curves(&lut.b_curves)?, curves(&lut.m_curves)?);
    let mut stages = Vec::new();
    if way == Way::ToDevice {
        stages.extend(b);
        stages.push(matrix());
        stages.extend(m);
        stages.extend(grid);
        stages.extend(a);
    } else {
        stages.extend(a);
        stages.extend(grid);
        stages.extend(m);
        stages.push(matrix());
        stages.extend(b);
    }
    Some(stages)
}

/// Whether every stage takes as many values as the one before it gives.
fn shapes_fit(stages: &[Stage], inputs: usize, outputs: usize) -> bool {
    let mut width = inputs;
    if inputs > MOST {
        return false;
    }
    for stage in stages {
        let fits = match stage {
            Stage::Curves(curves) => {
                curves.len() == width && curves.iter().all(|curve| curve.len() > 1)
            }
            Stage::Matrix(..) => width == 3,
            Stage::Grid(grid) => {
                let size = grid.points.iter().try_fold(grid.outputs, |n, &p| n.checked_mul(p));
                let fits = grid.points.len() == width
                    && grid.points.iter().all(|&p| p > 1)
                    && size == Some(grid.values.len());
                width = grid.outputs;
                fits && width <= MOST
            }
        };
        if !fits {
            return false;
        }
    }
    width == outputs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curves(count: usize) -> Stage {
        Stage::Curves(vec![vec![0, 65535]; count])
    }

    #[test]
    fn a_grid_is_interpolated_between_its_corners() {
        let grid = Grid { points: vec![2, 3], outputs: 1, values: vec![0, 10, 20, 100, 110, 120] };
        let at = |a: f64, b: f64| (grid.at([a, b, 0.0, 0.0])[0] * 65535.0).round();
        assert_eq!(at(0.0, 0.0), 0.0);
        assert_eq!(at(0.0, 1.0), 20.0);
        assert_eq!(at(1.0, 0.5), 110.0);
        assert_eq!(at(0.5, 0.25), 55.0);
        assert_eq!(at(1.0, 1.0), 120.0);
    }

    #[test]
    fn stages_that_do_not_follow_each_other_are_refused() {
        let grid = |inputs: usize, outputs: usize| {
            let values = vec![0; (1 << inputs) * outputs];
            Stage::Grid(Grid { points: vec![2; inputs], outputs, values })
        };
        assert!(shapes_fit(&[curves(3), grid(3, 4), curves(4)], 3, 4));
        assert!(!shapes_fit(&[curves(3), grid(3, 3), curves(4)], 3, 4));
        assert!(!shapes_fit(&[curves(4), grid(3, 4)], 3, 4));
        let short = Grid { points: vec![2; 3], outputs: 4, values: vec![0; 31] };
        assert!(!shapes_fit(&[Stage::Grid(short)], 3, 4));
    }
}
