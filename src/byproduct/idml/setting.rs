//! [`setting`]: the role, style and grid that a line was set in.

use crate::byproduct::Finished;
use crate::flow::{PlacedLine, Usage};
use crate::page::model::{
    Block, BlockContent, BlockText, LineGrid, Page, Part, StoryId, StoryText, TextId,
};
use crate::page::style::{Role, Style};

/// What a text is set in.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub role: Role,
    pub style: &'a Style,
    pub grid: LineGrid,
}

/// The setting of a text in a line of it; `page` is the line's, by its place among those made up.
pub fn setting<'a>(
    job: Finished<'a>,
    page: usize,
    line: &PlacedLine,
    text: TextId,
) -> Option<Setting<'a>> {
    let set = job.filled.pages.get(page)?;
    let page = job.model.pages.get(set.page.0 as usize)?;
    let of = |block: &'a Block, role: Role| Setting {
        role,
        style: block.styles.get(role),
        grid: block.grid,
    };
    match line.usage {
        Usage::Proof => None,
        Usage::Caption(id) => {
            let is_credit = matches!(text, TextId::Block(_, _, BlockText::Credit));
            let role = if is_credit { Role::Credit } else { Role::Caption };
            Some(of(page.blocks.get(id.0 as usize)?, role))
        }
        Usage::Furniture(id) => {
            let block = page.blocks.get(id.0 as usize)?;
            let BlockContent::Text(content) = &block.content else { return None };
            Some(Setting { role: content.role, style: &content.style, grid: block.grid })
        }
        Usage::Jump(story) => {
            let is_headline = matches!(text, TextId::Story(_, StoryText::JumpHeadline));
            let role = if is_headline { Role::JumpHeadline } else { Role::Jump };
            Some(of(block_of(job, page, line, story, Part::Body)?, role))
        }
        Usage::Story { story, .. }
        | Usage::Subhead(story)
        | Usage::Cell(story)
        | Usage::HeadAgain(story) => {
            let (part, role) = part_and_role(job, story, text)?;
            let block = block_of(job, page, line, story, part)?;
            let role = match (&block.content, role) {
                (BlockContent::Story(content), Role::Headline) if content.boxed => Role::BoxTitle,
                (_, role) => role,
            };
            Some(of(block, role))
        }
    }
}

/// Which part of its story a text is, and the role of its style there.
fn part_and_role(job: Finished<'_>, id: StoryId, text: TextId) -> Option<(Part, Role)> {
    let story = job.model.stories.get(id.0 as usize)?;
    let stacked = job.model.stories.iter().any(|stack| stack.stack.contains(&id));
    let TextId::Story(_, of) = text else { return None };
    Some(match of {
        StoryText::Part(part, _) if stacked => {
            let role = match part {
                Part::Headline => Role::ItemTitle,
                Part::Intro | Part::Source => part.role(),
                _ => Role::ItemLine,
            };
            (Part::Body, role)
        }
        StoryText::Part(part, _) => (part, part.role()),
        StoryText::Body(at) | StoryText::Credit(at) => {
            (Part::Body, story.body.get(at as usize)?.role())
        }
        StoryText::Cell(at, cell) => {
            let table = story.body.get(at as usize)?.table()?;
            let is_head = table.is_head(cell.row);
            (Part::Body, if is_head { Role::TableHead } else { Role::Table })
        }
        StoryText::JumpHeadline => (Part::Body, Role::JumpHeadline),
    })
}

/// The block that a line stands in.
fn block_of<'a>(
    job: Finished<'a>,
    page: &'a Page,
    line: &PlacedLine,
    story: StoryId,
    part: Part,
) -> Option<&'a Block> {
    if let Some(block) = line.leg.and_then(|leg| leg.block) {
        return page.blocks.get(block.0 as usize);
    }
    let carries = |block: &&Block, part: Option<Part>| match &block.content {
        BlockContent::Story(content) => {
            job.model.stories_of(content.story).contains(&story)
                && part.is_none_or(|part| content.parts.contains(&part))
        }
        _ => false,
    };
    let find =
        |page: &'a Page, part: Option<Part>| page.blocks.iter().find(|block| carries(block, part));
    // A line of a page that was added is set as the story's last block says.
    find(page, Some(part))
        .or_else(|| find(page, None))
        .or_else(|| job.model.pages.iter().rev().find_map(|page| find(page, Some(part))))
}
