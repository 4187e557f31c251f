using Microsoft.ML.Runtime;
using ModelTracking.MLNet.Private;

namespace ModelTracking.MLNet.Training;

/// <summary>
/// Stands in for a trainer's host: everything is passed on to the real one, and what is said on channels and reported on
/// progress channels is heard as well.
/// </summary>
/// <remarks>Where it can be, it is of a class made at run time (see <see cref="CancelableHost"/>) that also has the internal interface by which a training is cancelled.</remarks>
internal class ListeningHost(IHost own, object trainer) : IHost
{
    public Random Rand => own.Rand;

    public ComponentCatalog ComponentCatalog => own.ComponentCatalog;

    public string ContextDescription => own.ContextDescription;

    public static ListeningHost Around(IHost own, object trainer) => CancelableHost.Around(own, trainer) ?? new ListeningHost(own, trainer);

    public IHost Register(string name, int? seed = null, bool? verbose = null) => own.Register(name, seed, verbose);

    public IChannel Start(string name)
    {
        var channel = own.Start(name);
        return FitScope.Current?.Find(trainer) is { } tracked ? new ListeningChannel(channel, tracked, name) : channel;
    }

    public IPipe<TMessage> StartPipe<TMessage>(string name) => own.StartPipe<TMessage>(name);

    public TException Process<TException>(TException ex)
        where TException : Exception => own.Process(ex);

    public IProgressChannel StartProgressChannel(string name)
    {
        var channel = own.StartProgressChannel(name);
        return FitScope.Current?.Find(trainer) is { LogsCurves: true } tracked ? new CurveChannel(channel, tracked, name) : channel;
    }
}
