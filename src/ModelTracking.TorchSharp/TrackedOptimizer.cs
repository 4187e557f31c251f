using ModelTracking.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.optim;

namespace ModelTracking;

/// <summary>
/// An optimizer that logs what it does and leaves the rest to the one inside: use it in its place, in loops and for
/// learning-rate schedulers. It never changes a result, keeps no tensor, and disposes the inner one with itself. Not
/// thread-safe, like every optimizer. Get one from <c>optimizer.Track(run)</c>.
/// </summary>
public class TrackedOptimizer : Optimizer
{
    private protected TrackedOptimizer(Optimizer inner, OptimizerObserver observer)
        : base(IntPtr.Zero)
    {
        Inner = inner;
        Observer = observer;

        // Schedulers and user code read the groups through either of these.
        _parameter_groups = inner.ParamGroups as IList<ParamGroup> ?? inner.ParamGroups.OfType<ParamGroup>().ToList();
    }

    /// <summary>The optimizer that does the work, with its own type: for <c>save_state_dict</c> and the like.</summary>
    public Optimizer Inner { get; }

    /// <summary>Steps that are done in the run, those before a resume included.</summary>
    public long GlobalStep => Observer.Session.Step;

    /// <inheritdoc />
    public override IEnumerable<ILearningRateController> ParamGroups => Inner.ParamGroups;

    internal OptimizerObserver Observer { get; }

    /// <inheritdoc />
    public override void zero_grad() => Inner.zero_grad();

    /// <summary>Does one step of the inner optimizer, and logs the learning rate, the rates and, when it is their turn, gradients.</summary>
    /// <param name="closure">Computes the loss anew, for optimizers such as LBFGS.</param>
    /// <returns>What the inner optimizer returns.</returns>
    public override torch.Tensor step(Func<torch.Tensor>? closure = null)
    {
        Observer.BeforeStep();
        var loss = Inner.step(closure!);
        Observer.AfterStep();
        return loss;
    }

    /// <inheritdoc />
    public override IEnumerable<Parameter> parameters() => Inner.parameters();

    /// <inheritdoc />
    public override void add_param_group(ParamGroup param_group)
    {
        Inner.add_param_group(param_group);
        Observer.GroupsChanged();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Inner.Dispose();
        }

        base.Dispose(disposing);
    }

    internal static TrackedOptimizer Wrap(Optimizer inner, OptimizerObserver observer) => inner switch
    {
        IMomentum momentum => new WithMomentum(inner, observer, momentum),
        IBetas betas => new WithBetas(inner, observer, betas),
        ILearningRateController rate => new WithRate(inner, observer, rate),
        _ => new TrackedOptimizer(inner, observer),
    };

    // Schedulers ask an optimizer for these interfaces, and refuse to work where they are missing.
    private sealed class WithMomentum(Optimizer inner, OptimizerObserver observer, IMomentum momentum) : TrackedOptimizer(inner, observer), IMomentum
    {
        public double Momentum { get => momentum.Momentum; set => momentum.Momentum = value; }
    }

    private sealed class WithBetas(Optimizer inner, OptimizerObserver observer, IBetas betas) : TrackedOptimizer(inner, observer), IBetas
    {
        public (double, double) Betas { get => betas.Betas; set => betas.Betas = value; }
    }

    private sealed class WithRate(Optimizer inner, OptimizerObserver observer, ILearningRateController rate) : TrackedOptimizer(inner, observer), ILearningRateController
    {
        public double LearningRate { get => rate.LearningRate; set => rate.LearningRate = value; }

        public double InitialLearningRate { get => rate.InitialLearningRate; set => rate.InitialLearningRate = value; }
    }
}
