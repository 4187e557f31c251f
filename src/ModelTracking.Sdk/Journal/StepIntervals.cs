namespace ModelTracking.Journal;

/// <summary>A set of steps, kept as intervals because steps mostly follow one another. Not thread-safe.</summary>
internal sealed class StepIntervals
{
    private readonly List<(long From, long To)> _intervals = [];
    private bool _ordered = true;

    public void Add(long step)
    {
        if (_intervals.Count > 0)
        {
            var (from, to) = _intervals[^1];
            if (step >= from && step <= to)
            {
                return;
            }

            if (to != long.MaxValue && step == to + 1)
            {
                _intervals[^1] = (from, step);
                return;
            }

            _ordered &= step > to;
        }

        _intervals.Add((step, step));
    }

    public bool Contains(long step)
    {
        Order();
        var low = 0;
        var high = _intervals.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var (from, to) = _intervals[middle];
            if (step < from)
            {
                high = middle - 1;
            }
            else if (step > to)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void Order()
    {
        if (_ordered)
        {
            return;
        }

        _intervals.Sort();
        var kept = 0;
        for (var i = 1; i < _intervals.Count; i++)
        {
            var (from, to) = _intervals[kept];
            if (_intervals[i].From <= to)
            {
                _intervals[kept] = (from, Math.Max(to, _intervals[i].To));
            }
            else
            {
                _intervals[++kept] = _intervals[i];
            }
        }

        _intervals.RemoveRange(kept + 1, _intervals.Count - kept - 1);
        _ordered = true;
    }
}
