using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;
using ModelTracking.MLNet.Training;

namespace ModelTracking.MLNet.Private;

/// <summary>
/// A <see cref="ListeningHost"/> with the internal interface by which a training is cancelled, each of its calls passed on to the real host.
/// The class is made at run time. FastTree asks it about 200,000 times in a fit of two seconds whether it has been cancelled, so
/// a proxy that calls by reflection would cost some percent of the fit.
/// </summary>
internal static class CancelableHost
{
    private static readonly Lazy<ConstructorInfo?> Made = new(Make);

    /// <summary>A host around another one; null where that cannot be cancelled, or this version of Microsoft.ML does not admit it.</summary>
    public static ListeningHost? Around(IHost own, object trainer) =>
        PrivateMembers.CancelInterface?.IsInstanceOfType(own) == true ? (ListeningHost?)Made.Value?.Invoke([own, trainer]) : null;

    private static ConstructorInfo? Make()
    {
        try
        {
            return PrivateMembers.CancelInterface is { } cancel ? Define(cancel).CreateType().GetConstructor([typeof(IHost), typeof(object)]) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or TypeLoadException or MemberAccessException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TypeBuilder Define(Type cancel)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("ModelTracking.MLNet.Hosts"), AssemblyBuilderAccess.Run);
        var admit = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        foreach (var internals in new[] { cancel.Assembly, typeof(ListeningHost).Assembly })
        {
            assembly.SetCustomAttribute(new CustomAttributeBuilder(admit, [internals.GetName().Name!]));
        }

        var type = assembly.DefineDynamicModule("Hosts").DefineType("CancelableHost", TypeAttributes.Class | TypeAttributes.Sealed, typeof(ListeningHost), [cancel]);
        var own = type.DefineField("_own", cancel, FieldAttributes.Private | FieldAttributes.InitOnly);
        DefineConstructor(type, own);
        foreach (var method in cancel.GetMethods())
        {
            DefineForwarder(type, own, method);
        }

        return type;
    }

    private static void DefineConstructor(TypeBuilder type, FieldBuilder own)
    {
        Type[] parameters = [typeof(IHost), typeof(object)];
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, parameters).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Call, typeof(ListeningHost).GetConstructor(parameters)!);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Castclass, own.FieldType);
        code.Emit(OpCodes.Stfld, own);
        code.Emit(OpCodes.Ret);
    }

    private static void DefineForwarder(TypeBuilder type, FieldBuilder own, MethodInfo target)
    {
        Type[] parameters = [.. target.GetParameters().Select(p => p.ParameterType)];
        var forwarder = type.DefineMethod(target.Name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot, target.ReturnType, parameters);
        var code = forwarder.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, own);
        for (var i = 1; i <= parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldarg, (short)i);
        }

        code.Emit(OpCodes.Callvirt, target);
        code.Emit(OpCodes.Ret);
        type.DefineMethodOverride(forwarder, target);
    }
}
