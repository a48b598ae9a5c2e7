using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class Ends : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "Sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "ServiceTokens",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "Invitations",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "EndedAt",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "EndedAt",
                table: "ServiceTokens");

            migrationBuilder.DropColumn(
                name: "EndedAt",
                table: "Invitations");
        }
    }
}
