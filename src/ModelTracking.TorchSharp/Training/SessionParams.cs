using TorchSharp;

namespace ModelTracking.Training;

/// <summary>Logs once per run what training runs on: device, type, seed, versions, threads.</summary>
internal static class SessionParams
{
    public static void Log(TorchSession session, torch.Tensor? parameter)
    {
        if (session.Rank is { } rank && parameter is not null)
        {
            session.Run.SetTag($"rank.{rank}.device", parameter.device.ToString());
        }

        if (!session.IsMain || session.LoggedParams)
        {
            return;
        }

        session.LoggedParams = parameter is not null;
        session.Run.LogParam("torch.seed", torch.random.initial_seed());
        session.Run.LogParam("torch.threads", torch.get_num_threads());
        session.Run.SetTag("torchsharp.version", TorchRuntime.TorchSharpVersion);
        session.Run.SetTag("libtorch.version", TorchRuntime.LibTorchVersion);
        if (parameter is not null)
        {
            session.Run.LogParam("torch.device", parameter.device.ToString());
            session.Run.LogParam("torch.dtype", Models.TensorShape.NameOf(parameter.dtype));
        }
    }
}
