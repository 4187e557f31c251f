using System.Reflection;
using Microsoft.ML.Runtime;
using ModelTracking.MLNet.Private;

namespace ModelTracking.MLNet.Training;

/// <summary>
/// Stands in for a trainer's host: everything is passed on to the real one, and what is said on channels and reported on
/// progress channels is heard as well. It is a proxy so that it also shows the internal interface by which a training
/// is cancelled.
/// </summary>
#pragma warning disable CA1852 // The proxy that is generated at run time derives from it.
internal class ListeningHost : DispatchProxy, IHost
#pragma warning restore CA1852
{
    private IHost _own = null!;
    private object _trainer = null!;

    /// <summary>For <see cref="Around"/> alone.</summary>
    public ListeningHost()
    {
    }

    public Random Rand => _own.Rand;

    public ComponentCatalog ComponentCatalog => _own.ComponentCatalog;

    public string ContextDescription => _own.ContextDescription;

    public static ListeningHost Around(IHost own, object trainer)
    {
        var host = Proxy() ?? new ListeningHost();
        host._own = own;
        host._trainer = trainer;
        return host;
    }

    public IHost Register(string name, int? seed = null, bool? verbose = null) => _own.Register(name, seed, verbose);

    public IChannel Start(string name)
    {
        var channel = _own.Start(name);
        return FitScope.Current?.Find(_trainer) is { } tracked ? new ListeningChannel(channel, tracked, name) : channel;
    }

    public IPipe<TMessage> StartPipe<TMessage>(string name) => _own.StartPipe<TMessage>(name);

    public TException Process<TException>(TException ex)
        where TException : Exception => _own.Process(ex);

    public IProgressChannel StartProgressChannel(string name)
    {
        var channel = _own.StartProgressChannel(name);
        return FitScope.Current?.Find(_trainer) is { LogsCurves: true } tracked ? new CurveChannel(channel, tracked, name) : channel;
    }

    /// <summary>Passes on what is called through the cancelling interface.</summary>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        return targetMethod.Invoke(_own, args);
    }

    private static ListeningHost? Proxy()
    {
        try
        {
            return PrivateMembers.CancelInterface is { } cancel ? (ListeningHost)Create(cancel, typeof(ListeningHost)) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or TypeLoadException or MemberAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
