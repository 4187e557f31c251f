using System.Text;
using ModelTracking.Versioning;

namespace ModelTracking.Cli.Views;

/// <summary>Draws the history as a graph beside the log: one column per line of development, children above parents.</summary>
internal sealed class LogGraph
{
    private readonly List<string?> _lanes = [];

    /// <summary>The drawing for the next commit: lines above it, its own, and lines below it.</summary>
    public (IReadOnlyList<string> Above, string Mark, IReadOnlyList<string> Below) Next(Commit commit)
    {
        var lane = _lanes.IndexOf(commit.Id);
        if (lane < 0)
        {
            lane = Free();
            _lanes[lane] = commit.Id;
        }

        // Lines of development that began at this commit end here.
        var ends = Enumerable.Range(0, _lanes.Count).Where(i => i != lane && _lanes[i] == commit.Id).ToArray();
        List<string> above = ends.Length > 0 ? [Join(lane, ends, '╯')] : [];
        foreach (var end in ends)
        {
            _lanes[end] = null;
        }

        var mark = Draw(i => i == lane ? '●' : _lanes[i] is null ? ' ' : '│');
        _lanes[lane] = commit.Parents.Count > 0 ? commit.Parents[0] : null;
        var below = new List<string>();
        foreach (var parent in commit.Parents.Skip(1).Where(p => !_lanes.Contains(p)))
        {
            var side = Free();
            _lanes[side] = parent;
            below.Add(Join(lane, [side], '╮'));
        }

        while (_lanes.Count > 0 && _lanes[^1] is null)
        {
            _lanes.RemoveAt(_lanes.Count - 1);
        }

        return (above, mark, below);
    }

    private int Free()
    {
        var free = _lanes.IndexOf(null);
        if (free < 0)
        {
            free = _lanes.Count;
            _lanes.Add(null);
        }

        return free;
    }

    private string Join(int lane, int[] sides, char corner) => Draw(
        i => i == lane ? '├' : sides.Contains(i) ? (lane < i ? corner : corner == '╯' ? '╰' : '╭') : _lanes[i] is not null ? '│' : ' ',
        i => sides.Any(s => i >= Math.Min(s, lane) && i < Math.Max(s, lane)) ? '─' : ' ');

    private string Draw(Func<int, char> column, Func<int, char>? gap = null)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _lanes.Count; i++)
        {
            text.Append(column(i)).Append(gap?.Invoke(i) ?? ' ');
        }

        return text.ToString().TrimEnd();
    }
}
