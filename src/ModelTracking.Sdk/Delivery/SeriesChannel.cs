using System.Buffers;
using System.Runtime.CompilerServices;
using ModelTracking.Records;

namespace ModelTracking.Delivery;

/// <summary>
/// The way of one series' points: training threads post into the shared ring, the delivery loop gathers them here
/// until the next batch is cut.
/// </summary>
internal sealed class SeriesChannel(RunChannel run, MetricKey key)
{
    private const int FirstBuffer = 64;

    /// <summary>Points of one record; more of the same series make a second record.</summary>
    private const int LargestBuffer = 1 << 15;

    private MetricPoint[]? _buffer;
    private int _count;

    public MetricKey Key => key;

    public RunChannel Run => run;

    /// <summary>Hands a point to the ring. Any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Post(double value, long step, long time)
    {
        if (run.Accepts(isPoint: true))
        {
            if (!run.Ring.Post(this, step, time, value))
            {
                run.CountDropped(1);
            }
        }
    }

    /// <summary>Gathers a point. Delivery loop only.</summary>
    public void Gather(MetricPoint point)
    {
        if (run.IsClosed)
        {
            // Logged on another thread in the very moment in which the run ended.
            run.CountDropped(1);
            return;
        }

        if (_buffer is null)
        {
            _buffer = ArrayPool<MetricPoint>.Shared.Rent(FirstBuffer);
            run.MarkOpen(this);
        }
        else if (_count == _buffer.Length)
        {
            Grow();
        }

        _buffer[_count++] = point;
        run.GatheredPoints++;
        if (_count == LargestBuffer)
        {
            run.Close(this);
        }
    }

    /// <summary>Takes the gathered points with the array that holds them. Delivery loop only.</summary>
    public (MetricPoint[] Array, int Count) TakeGathered()
    {
        var gathered = (_buffer!, _count);
        _buffer = null;
        _count = 0;
        return gathered;
    }

    private void Grow()
    {
        var larger = ArrayPool<MetricPoint>.Shared.Rent(Math.Min(_count * 4, LargestBuffer));
        _buffer.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<MetricPoint>.Shared.Return(_buffer!);
        _buffer = larger;
    }
}
