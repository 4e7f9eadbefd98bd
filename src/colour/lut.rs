//! A profile's lookup table, evaluated.
//!
//! A table is a row of stages: curves, a matrix, a grid of colours (ICC.1, lut8Type, lut16Type,
//! lutAToBType, lutBToAType). The library reads them from the file; the arithmetic is done here,
//! in the order of operations written here, so that it gives the same result on every machine.

use moxcms::{
    LutDataType, LutMultidimensionalType, LutStore, LutType, LutWarehouse, ToneReprCurve,
};

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

/// A table from Lab to inks, or from inks to Lab.
#[derive(Clone, Debug)]
pub(super) struct Lut {
    stages: Vec<Stage>,
    lab: LabCode,
}

impl Lut {
    /// The table from Lab to four inks; `None` when it is of another shape.
    pub(super) fn to_inks(table: &LutWarehouse) -> Option<Lut> {
        Lut::new(table, 3, 4)
    }

    /// The table from four inks to Lab.
    pub(super) fn to_lab(table: &LutWarehouse) -> Option<Lut> {
        Lut::new(table, 4, 3)
    }

    fn new(table: &LutWarehouse, inputs: usize, outputs: usize) -> Option<Lut> {
        let (stages, lab) = match table {
            LutWarehouse::Lut(lut) => (simple_stages(lut)?, code_of(lut.lut_type)),
            LutWarehouse::Multidimensional(lut) => (stages(lut)?, LabCode::Full),
        };
        shapes_fit(&stages, inputs, outputs).then_some(Lut { stages, lab })
    }

    /// The inks of a Lab colour, each from 0 to 1.
    pub(super) fn inks(&self, [l, a, b]: [f64; 3]) -> [f64; 4] {
        let scale = self.lab_scale();
        let coded = [l / 100.0 * scale, (a + 128.0) / 255.0 * scale, (b + 128.0) / 255.0 * scale];
        let found = self.run(coded.map(|v| v.clamp(0.0, 1.0)).to_vec());
        std::array::from_fn(|at| found.get(at).copied().unwrap_or(0.0))
    }

    /// The Lab colour of inks.
    pub(super) fn lab(&self, inks: [f64; 4]) -> [f64; 3] {
        let scale = self.lab_scale();
        let found = self.run(inks.to_vec());
        let part = |at: usize| found.get(at).copied().unwrap_or(0.0) / scale;
        [part(0) * 100.0, part(1) * 255.0 - 128.0, part(2) * 255.0 - 128.0]
    }

    fn lab_scale(&self) -> f64 {
        match self.lab {
            LabCode::Legacy => 65280.0 / 65535.0,
            LabCode::Full => 1.0,
        }
    }

    fn run(&self, mut values: Vec<f64>) -> Vec<f64> {
        for stage in &self.stages {
            values = match stage {
                Stage::Curves(curves) => {
                    curves.iter().zip(&values).map(|(curve, &v)| along(curve, v)).collect()
                }
                Stage::Matrix(rows, offset) => {
                    let dot = |row: &[f64; 3]| row.iter().zip(&values).map(|(m, v)| m * v).sum();
                    let sums = rows.iter().map(dot).zip(offset);
                    sums.map(|(sum, by): (f64, _)| (sum + by).clamp(0.0, 1.0)).collect()
                }
                Stage::Grid(grid) => grid.at(&values),
            };
        }
        values
    }
}

impl Grid {
    /// Interpolates linearly along every input.
    fn at(&self, values: &[f64]) -> Vec<f64> {
        let mut corners = vec![(0usize, 1.0f64)];
        for (&points, &value) in self.points.iter().zip(values) {
            let place = value * (points - 1) as f64;
            let low = (place as usize).min(points.saturating_sub(2));
            let part = place - low as f64;
            corners = corners
                .iter()
                .flat_map(|&(at, weight)| {
                    let at = at * points + low;
                    [(at, weight * (1.0 - part)), (at + 1, weight * part)]
                })
                .collect();
        }
        let value = |at: usize| f64::from(self.values.get(at).copied().unwrap_or(0)) / 65535.0;
        (0..self.outputs)
            .map(|out| corners.iter().map(|(at, w)| w * value(at * self.outputs + out)).sum())
            .collect()
    }
}

/// The value of a sampled curve between 0 and 1.
fn along(curve: &[u16], value: f64) -> f64 {
    let last = curve.len().saturating_sub(1);
    let place = value.clamp(0.0, 1.0) * last as f64;
    let low = (place as usize).min(last.saturating_sub(1));
    let sample = |at: usize| curve.get(at).map_or(0.0, |&v| f64::from(v) / 65535.0);
    let part = place - low as f64;
    sample(low) * (1.0 - part) + sample((low + 1).min(last)) * part
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
fn stages(lut: &LutMultidimensionalType) -> Option<Vec<Stage>> {
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
    if inputs == 3 {
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

/// A curve as 4096 samples of 16 bits. Rounding to 16 bits hides the last bits in which
/// machines differ on the power function of a parametric curve.
fn sample(curve: &ToneReprCurve) -> Option<Vec<u16>> {
    if let ToneReprCurve::Lut(samples) = curve {
        match samples.len() {
            0 => return Some(vec![0, 65535]),
            1 => {}
            _ => return Some(samples.clone()),
        }
    }
    let evaluator = curve.make_linear_evaluator().ok()?;
    let last = 4095u16;
    let value = |at: u16| evaluator.evaluate_value(f32::from(at) / f32::from(last));
    Some((0..=last).map(|at| (value(at).clamp(0.0, 1.0) * 65535.0).round() as u16).collect())
}

/// Whether every stage takes as many values as the one before it gives.
fn shapes_fit(stages: &[Stage], inputs: usize, outputs: usize) -> bool {
    let mut width = inputs;
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
                fits
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
        let at = |a: f64, b: f64| (grid.at(&[a, b])[0] * 65535.0).round();
        assert_eq!(at(0.0, 0.0), 0.0);
        assert_eq!(at(0.0, 1.0), 20.0);
        assert_eq!(at(1.0, 0.5), 110.0);
        assert_eq!(at(0.5, 0.25), 55.0);
        assert_eq!(at(1.0, 1.0), 120.0);
    }

    #[test]
    fn a_curve_is_interpolated_between_its_samples() {
        let curve = [0, 30000, 65535];
        assert_eq!(along(&curve, 0.25) * 65535.0, 15000.0);
        assert_eq!(along(&curve, 1.0), 1.0);
        assert_eq!(along(&curve, -3.0), 0.0);
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
