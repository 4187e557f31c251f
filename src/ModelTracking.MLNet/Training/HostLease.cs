using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;
using ModelTracking.MLNet.Private;

namespace ModelTracking.MLNet.Training;

/// <summary>
/// While at least one lease on a trainer is out, the trainer speaks to its environment through a <see cref="ListeningHost"/>;
/// then it gets its own host back. Which fit hears it is decided by the flow of execution, not by the lease. Thread-safe.
/// </summary>
internal sealed class HostLease : IDisposable
{
    private static readonly ConditionalWeakTable<object, Swap> Swaps = [];
    private readonly object _trainer;
    private readonly Swap _swap;
    private bool _returned;

    private HostLease(object trainer, Swap swap)
    {
        _trainer = trainer;
        _swap = swap;
    }

    /// <summary>What is switched on for the time of a lease; null where nothing is.</summary>
    public static CurveSwitch? SwitchOf(object trainer)
    {
        if (!Swaps.TryGetValue(trainer, out var swap))
        {
            return null;
        }

        lock (swap)
        {
            return swap.Curve;
        }
    }

    /// <summary>Takes a lease; null where the trainer's host cannot be reached.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="withCurve">Whether a curve is to be switched on which the trainer does not report by itself.</param>
    public static HostLease? Take(object trainer, bool withCurve)
    {
        if (PrivateMembers.HostField(trainer) is not { } field)
        {
            return null;
        }

        var swap = Swaps.GetValue(trainer, static _ => new Swap());
        lock (swap)
        {
            if (swap.Count == 0)
            {
                if (PrivateMembers.Read(field, trainer) is not IHost own || own is ListeningHost
                    || !PrivateMembers.Write(field, trainer, ListeningHost.Around(own, trainer)))
                {
                    return null;
                }

                swap.Field = field;
                swap.Own = own;
            }

            if (withCurve)
            {
                swap.Curve ??= CurveSwitch.TurnOn(trainer);
            }

            swap.Count++;
            return new HostLease(trainer, swap);
        }
    }

    /// <summary>Gives the lease back.</summary>
    public void Dispose()
    {
        lock (_swap)
        {
            if (!_returned && --_swap.Count == 0)
            {
                PrivateMembers.Write(_swap.Field!, _trainer, _swap.Own!);
                _swap.Curve?.TurnOff();
                _swap.Curve = null;
            }

            _returned = true;
        }
    }

    private sealed class Swap
    {
        public int Count { get; set; }

        public FieldInfo? Field { get; set; }

        public IHost? Own { get; set; }

        public CurveSwitch? Curve { get; set; }
    }
}
