using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelTracking.Delivery;

/// <summary>
/// The bounded buffer between training threads and the delivery loop: many producers, one consumer, no locks.
/// A producer claims a slot with one interlocked increment, fills it, and publishes it by writing its target last;
/// the consumer empties slots in order. A slot without a target is free, or claimed and not yet published.
/// </summary>
internal sealed class RecordRing
{
    private readonly Slot[] _slots;
    private readonly long _mask;
    private readonly long _halfMask;
    private readonly Action _wake;
    private Cursors _cursors;
    private volatile bool _closed;
    private volatile bool _isAsleep;

    /// <param name="capacity">Number of slots, a power of two.</param>
    /// <param name="wake">Called by a producer each time half of the slots were filled, while it waits for space, and where the consumer sleeps.</param>
    public RecordRing(int capacity, Action wake)
    {
        _slots = new Slot[capacity];
        _mask = capacity - 1;
        _halfMask = (capacity / 2) - 1;
        _wake = wake;
    }

    public int Capacity => _slots.Length;

    /// <summary>Slots claimed and not yet taken.</summary>
    public long Count => Volatile.Read(ref _cursors.Head) - Volatile.Read(ref _cursors.Tail);

    public bool IsFull => Count >= _slots.Length;

    /// <summary>Publishes an item, waiting for space if there is none.</summary>
    /// <returns>False where the ring was closed while it waited: the item is lost.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Post(object target, long step, long time, double value)
    {
        var position = Interlocked.Increment(ref _cursors.Head) - 1;
        if (position - Volatile.Read(ref _cursors.Tail) >= _slots.Length && !WaitForSpace(position))
        {
            return false;
        }

        ref var slot = ref _slots[position & _mask];
        slot.Step = step;
        slot.Time = time;
        slot.Value = value;
        Volatile.Write(ref slot.Target, target);
        if ((position & _halfMask) == _halfMask || _isAsleep)
        {
            WakeConsumer();
        }

        return true;
    }

    /// <summary>Takes what is published, in order, at most <paramref name="limit"/> items. For the one consumer only.</summary>
    /// <returns>How many were taken.</returns>
    public int Take<TConsumer>(ref TConsumer consumer, int limit)
        where TConsumer : struct, IRingConsumer
    {
        var tail = _cursors.Tail;
        var taken = 0;
        while (taken < limit)
        {
            ref var slot = ref _slots[(tail + taken) & _mask];
            var target = Volatile.Read(ref slot.Target);
            if (target is null)
            {
                break;
            }

            var (step, time, value) = (slot.Step, slot.Time, slot.Value);
            slot.Target = null;
            taken++;
            consumer.Consume(target, step, time, value);
        }

        // One store for all of them: the line is shared with every producer.
        Volatile.Write(ref _cursors.Tail, tail + taken);
        return taken;
    }

    /// <summary>
    /// Asks producers to wake the consumer with the next item, so that it need not look for one. A producer claims its slot and then looks
    /// whether the consumer sleeps, the consumer says that it sleeps and then looks for claimed slots: one of the two sees the other.
    /// For the one consumer only.
    /// </summary>
    /// <returns>False where something has come already.</returns>
    public bool TrySleep()
    {
        _isAsleep = true;
        Interlocked.MemoryBarrier();
        if (Count == 0)
        {
            return true;
        }

        _isAsleep = false;
        return false;
    }

    /// <summary>The consumer looks by itself again. For it only.</summary>
    public void Rise() => _isAsleep = false;

    /// <summary>Lets waiting producers go; what they held is lost.</summary>
    public void Close() => _closed = true;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeConsumer()
    {
        // Those who come after it need not wake it again.
        _isAsleep = false;
        _wake();
    }

    private bool WaitForSpace(long position)
    {
        var spin = default(SpinWait);
        while (position - Volatile.Read(ref _cursors.Tail) >= _slots.Length)
        {
            if (_closed)
            {
                return false;
            }

            _wake();
            spin.SpinOnce();
        }

        return true;
    }

    private struct Slot
    {
        public object? Target;
        public long Step;
        public long Time;
        public double Value;
    }

    // The two ends are written by different threads: each has cache lines of its own.
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Cursors
    {
        [FieldOffset(128)]
        public long Head;

        [FieldOffset(256)]
        public long Tail;
    }
}
