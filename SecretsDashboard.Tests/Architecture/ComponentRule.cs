using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>A component talks to stores; the database, the gate and the ciphers are not for it.</summary>
internal static class ComponentRule
{
    /// <summary>What a component receives that it must not have, by property or constructor.</summary>
    public static IEnumerable<string> Broken(Type component)
    {
        const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var properties = component.GetProperties(Everything)
            .Where(property => property.IsDefined(typeof(InjectAttribute)) || property.IsDefined(typeof(ParameterAttribute)) || property.IsDefined(typeof(CascadingParameterAttribute)))
            .Select(property => property.PropertyType);
        var parameters = component.GetConstructors(Everything).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType);
        return properties.Concat(parameters).Where(IsForbidden).Select(type => $"{component.Name} receives {type.Name}");
    }

    public static IEnumerable<Type> Components(Assembly assembly) => assembly.GetTypes().Where(type => typeof(IComponent).IsAssignableFrom(type));

    private static bool IsForbidden(Type type) =>
        typeof(DbContext).IsAssignableFrom(type)
        || type == typeof(WriteGate)
        || type == typeof(IServiceProvider)
        || type.Namespace == "SecretsDashboard.Encryption"
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDbContextFactory<>))
        || type.GetGenericArguments().Any(IsForbidden);
}
